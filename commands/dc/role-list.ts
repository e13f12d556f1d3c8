/** dc role list: the roles that people can hold. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { rolesCard } from "../../src/cards/datacenter-roles.ts";

export const dcRoleList = command({
  words: "dc role list",
  summary: "Roles, each with what it lets people do and how many hold it",
  example: "dc role list",
  permission: "member.edit",
  args: z.object({}),
  positional: [],
  run: async (_args, { app }) => show(rolesCard(await app.roleBook.all())),
});
