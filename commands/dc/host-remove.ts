/** dc host remove: takes a host out that carries no machine. */
import { z } from "zod";
import { noted } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { removePart } from "./remove.ts";

export const dcHostRemove = command({
  words: "dc host remove",
  summary: "Remove a host on which no machine is",
  example: "dc host remove h4 --confirm h4",
  permission: "datacenter.edit",
  args: z.object({
    name: name(),
    confirm: noted(name(), { looks: "NAME", wanted: "the host's name once more, since this cannot be undone" }),
  }),
  positional: ["name"],
  run: (args, context) => removePart("host", args, context),
});
