/** bu grant: gives somebody a role in a business unit or a part of it. */
import { z } from "zod";
import { personForRole } from "../../src/app/people.ts";
import { placeNamed } from "../../src/app/role-place.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, path, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requirePermission } from "../../src/domain/permission.ts";

export const buGrant = command({
  words: "bu grant",
  summary: "Give somebody a role in a business unit, or in an infrastructure or service of it",
  example: "bu grant eve operator --on shop/web",
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
    const { id, name: who } = await personForRole(app, person, actor);
    const isNew = await app.roles.grant(id, role, place, actor);
    return say(`${who} is ${role} of ${called} ${isNew ? "now" : "already"}`);
  },
});
