/** dc revoke: takes a role in the whole datacenter from somebody. */
import { z } from "zod";
import { personNamed } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcRevoke = command({
  words: "dc revoke",
  summary: "Take a role in the whole datacenter from somebody",
  example: "dc revoke dee datacenter-admin",
  permission: "role.edit",
  args: z.object({ person: text("PERSON"), role: naming("given-role", name("ROLE")) }),
  positional: ["person", "role"],
  async run({ person, role }, { app, actor }) {
    const { id, name: who } = await personNamed(app, person, actor);
    if (await app.roles.revoke(id, role, null, actor)) return say(`${who} is not ${role} any more`);
    throw new Refusal("not-found", `${who} is not ${role}`, "see who is: dc show, dc role list");
  },
});
