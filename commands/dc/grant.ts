/** dc grant: makes somebody an admin of the datacenter. */
import { z } from "zod";
import { personForRole } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { choice, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcGrant = command({
  words: "dc grant",
  summary: "Give somebody a role in the whole datacenter",
  example: "dc grant ben datacenter-admin",
  permission: "datacenter.edit",
  args: z.object({ person: text("PERSON"), role: choice("datacenter-admin") }),
  positional: ["person", "role"],
  async run({ person, role }, { app, actor }) {
    const { id, name } = await personForRole(app, person, actor);
    const isNew = await app.roles.grant(id, role, null, actor);
    return say(`${name} is ${role} ${isNew ? "now" : "already"}`);
  },
});
