/** dc action export: gives an action back as a file. */
import { z } from "zod";
import { FORMATS } from "../../../src/app/actions.ts";
import { choice } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { action, version } from "./arguments.ts";

export const dcActionExport = command({
  words: "dc action export",
  summary: "An action as a file: a bundle with its scripts, or its YAML or XML alone",
  example: "dc action export start --as xml",
  permission: "datacenter.edit",
  args: z.object({ action: action(), as: choice(...FORMATS).optional(), version: version().optional() }),
  positional: ["action"],
  async run({ action: name, as = "bundle", version: number }, { app }) {
    const file = await app.actions.export(name, as, number);
    return { kind: "text", text: `${name} as ${file.name}`, file };
  },
});
