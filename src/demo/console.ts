/** The demo in the terminal: a chat room, or a transcript. */
import path from "node:path";
import { COMMANDS } from "../../commands/index.ts";
import type { Console } from "../adapters/console/start.ts";
import { completions } from "../bot/completions.ts";
import type { System } from "../compose/index.ts";
import type { Config } from "../config.ts";
import { PEOPLE } from "./people.ts";

const EXAMPLES = ["vm create web-01 --role shop/web/front --template small", "dana! Approve", "vm list", "help"];

/** Runs a transcript; resolves to the exit status of the process. What an interruption breaks is not worth a word. */
export function play(
  text: string,
  { format, script }: { format: "text" | "json"; script: string | null },
  console: Console,
  system: System,
  interruption: AbortSignal,
): Promise<number> {
  return console.runScript(system, {
    ...{ text, format, folders: foldersOf(script) },
    width: process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
    out: (line) => interruption.aborted || process.stdout.write(`${line}\n`),
    err: (line) => interruption.aborted || process.stderr.write(`${line}\n`),
  });
}

/** Talks until whoever sits there leaves. `url`: a chat in the browser that is the same demo. */
export async function talk(config: Config, console: Console, system: System, url: string | null): Promise<number> {
  await console.openChatRoom(system, {
    ...{ input: process.stdin, output: process.stdout, people: PEOPLE, examples: EXAMPLES },
    title: url ? `Quartermaster, here and at ${url}` : "Quartermaster",
    complete: (line) => completions(COMMANDS, line),
    opened: () => system.showAgain(console.chat.platform),
    historyFile: path.join(config.DATA_DIR, "history"),
    folders: foldersOf(null),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  });
  return 0;
}

/** Where files that commands name are looked for. */
function foldersOf(script: string | null): string[] {
  return script === null ? [process.cwd()] : [process.cwd(), path.dirname(path.resolve(script))];
}
