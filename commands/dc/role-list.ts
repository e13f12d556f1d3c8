/** dc role list: the roles that people can hold. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { rolesCard } from "../../src/cards/datacenter-roles.ts";
import { ROLES } from "../../src/domain/permission.ts";

export const dcRoleList = command({
  words: "dc role list",
  summary: "Roles, each with what it may",
  example: "dc role list",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  run: async () => show(rolesCard(ROLES)),
});
