/** bu grant: gives somebody a role in a business unit. */
import { z } from "zod";
import { ownUnit } from "../../src/app/own-unit.ts";
import { personForRole } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { choice, name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requirePermission } from "../../src/domain/permission.ts";

export const buGrant = command({
  words: "bu grant",
  summary: "Give somebody a role in a business unit",
  example: "bu grant eve user --bu retail",
  permission: "member.edit",
  args: z.object({ person: text("PERSON"), role: choice("user", "operator", "bu-admin"), bu: name("BU").optional() }),
  positional: ["person", "role"],
  async run({ person, role, bu }, { app, actor }) {
    const unit = ownUnit(await app.units.all(), bu, actor);
    requirePermission(actor, "member.edit", unit.id);
    const { id, name: called } = await personForRole(app, person, actor);
    const isNew = await app.roles.grant(id, role, unit.id, actor);
    return say(`${called} is ${role} of ${unit.name} ${isNew ? "now" : "already"}`);
  },
});
