/** bu revoke: takes a role in a business unit or a part of it from somebody. */
import { z } from "zod";
import { personNamed } from "../../src/app/people.ts";
import { placeNamed } from "../../src/app/role-place.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, path, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requirePermission } from "../../src/domain/permission.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const buRevoke = command({
  words: "bu revoke",
  summary: "Take a role in a business unit, or in a part of it, from somebody",
  example: "bu revoke olga operator --bu retail",
  permission: "member.edit",
  args: z.object({
    person: text("PERSON"),
    role: naming("given-role", name("ROLE")),
    bu: naming("unit", name("BU")).optional(),
    on: naming("place", path("INFRA[/SERVICE]", 1, 2)).optional(),
  }),
  positional: ["person", "role"],
  async run({ person, role, ...where }, { app, actor }) {
    const { place, called } = await placeNamed(app, where, actor);
    requirePermission(actor, "member.edit", place);
    const { id, name: who } = await personNamed(app, person, actor);
    if (await app.roles.revoke(id, role, place, actor)) return say(`${who} is not ${role} of ${called} any more`);
    throw new Refusal("not-found", `${who} is not ${role} of ${called}`, "see who is: bu members");
  },
});
