/** dc grant: gives somebody a role in the whole datacenter. */
import { z } from "zod";
import { personForRole } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcGrant = command({
  words: "dc grant",
  summary: "Give somebody a role in the whole datacenter",
  example: "dc grant ben datacenter-admin",
  permission: "role.edit",
  args: z.object({ person: text("PERSON"), role: naming("given-role", name("ROLE")) }),
  positional: ["person", "role"],
  async run({ person, role }, { app, actor }) {
    const { id, name: who } = await personForRole(app, person, actor);
    const isNew = await app.roles.grant(id, role, null, actor);
    return say(`${who} is ${role} ${isNew ? "now" : "already"}`);
  },
});
