/** dc role remove: takes a role away that nobody holds. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcRoleRemove = command({
  words: "dc role remove",
  summary: "Remove a role that nobody holds",
  example: "dc role remove caretaker",
  permission: "role.edit",
  args: z.object({ name: naming("defined-role", name()) }),
  positional: ["name"],
  async run({ name: role }, { app, actor }) {
    await app.roleBook.remove(role, actor);
    return say(`${role} is removed`);
  },
});
