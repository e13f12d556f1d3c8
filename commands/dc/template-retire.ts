/** dc template retire: nothing new is made of a template; machines that are stay. */
import { z } from "zod";
import { editTemplate } from "../../src/app/datacenter/edits.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";

export const dcTemplateRetire = command({
  words: "dc template retire",
  summary: "Offer a template no longer; machines made of it stay",
  example: "dc template retire large",
  permission: "datacenter.edit",
  args: z.object({ template: name("TEMPLATE") }),
  positional: ["template"],
  run: ({ template }, context) => editDatacenter(editTemplate(template, { retired: true }), context),
});
