/** bu revoke: takes a role in a business unit from somebody. */
import { z } from "zod";
import { ownUnit } from "../../src/app/own-unit.ts";
import { personNamed } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { choice, name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requirePermission } from "../../src/domain/permission.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const buRevoke = command({
  words: "bu revoke",
  summary: "Take a role in a business unit from somebody",
  example: "bu revoke olga operator --bu retail",
  permission: "member.edit",
  args: z.object({ person: text("PERSON"), role: choice("user", "operator", "bu-admin"), bu: name("BU").optional() }),
  positional: ["person", "role"],
  async run({ person, role, bu }, { app, actor }) {
    const unit = ownUnit(await app.units.all(), bu, actor);
    requirePermission(actor, "member.edit", unit.id);
    const { id, name: called } = await personNamed(app, person, actor);
    if (await app.roles.revoke(id, role, unit.id, actor))
      return say(`${called} is not ${role} of ${unit.name} any more`);
    throw new Refusal(
      "not-found",
      `${called} is not ${role} of ${unit.name}`,
      `see who is: bu members --bu ${unit.name}`,
    );
  },
});
