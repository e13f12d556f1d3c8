/** dc template remove: takes a template out that nobody uses. */
import { z } from "zod";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { removePart } from "./remove.ts";

export const dcTemplateRemove = command({
  words: "dc template remove",
  summary: "Remove a template of which no role and no machine is",
  example: "dc template remove large",
  permission: "datacenter.edit",
  args: z.object({ name: name(), confirm: name().optional() }),
  positional: ["name"],
  run: (args, context) => removePart("template", args, context),
});
