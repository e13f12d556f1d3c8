/** dc template price: gives a template another price. */
import { z } from "zod";
import { editTemplate } from "../../src/app/datacenter/edits.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";
import { price } from "./price.ts";

export const dcTemplatePrice = command({
  words: "dc template price",
  summary: "Set what a day of a template costs, from today on, also for its machines that are there already",
  example: "dc template price medium --price 5.50",
  permission: "datacenter.edit",
  args: z.object({ template: name("TEMPLATE"), price: price() }),
  positional: ["template", "price"],
  run: ({ template, price: dayPrice }, context) => editDatacenter(editTemplate(template, { dayPrice }), context),
});
