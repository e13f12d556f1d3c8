/** bu close: ends a business unit that has nothing any more. */
import { z } from "zod";
import { naming, noted } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { removePart } from "../dc/remove.ts";

export const buClose = command({
  words: "bu close",
  summary: "Close a business unit that has nothing any more; its members lose their rights, its name is free again",
  example: "bu close labs --confirm labs",
  permission: "datacenter.edit",
  args: z.object({
    name: naming("unit", name()),
    confirm: noted(name(), {
      looks: "NAME",
      wanted: "the business unit's name once more, since this cannot be undone",
    }),
  }),
  positional: ["name"],
  run: (args, context) => removePart("business unit", args, context, "bu close"),
});
