/** dc revoke: takes a role in the whole datacenter from somebody. */
import { z } from "zod";
import { personNamed } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { choice, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcRevoke = command({
  words: "dc revoke",
  summary: "Take a role in the whole datacenter from somebody",
  example: "dc revoke dee datacenter-admin",
  permission: "datacenter.edit",
  args: z.object({ person: text("PERSON"), role: choice("datacenter-admin") }),
  positional: ["person", "role"],
  async run({ person, role }, { app, actor }) {
    const { id, name } = await personNamed(app, person, actor);
    if (await app.roles.revoke(id, role, null, actor)) return say(`${name} is not ${role} any more`);
    throw new Refusal("not-found", `${name} is not ${role}`, "see who is: dc show");
  },
});
