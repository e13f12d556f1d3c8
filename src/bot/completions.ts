/** What may stand where the last word of a half-typed line stands. */
import { type Command, optionName } from "./command.ts";

/** Words of commands, then their options. */
export function completions(commands: readonly Command[], line: string): string[] {
  const words = line.replace(/^\//, "").split(/\s+/);
  const typed = words.slice(0, -1).join(" ").toLowerCase();
  const command = commands.find((one) => typed === one.words || typed.startsWith(`${one.words} `));
  const options = Object.keys(command?.args.shape ?? {}).map((name) => `--${optionName(name)}`);
  const next = commands.flatMap((one) => {
    const rest = typed === "" ? one.words : one.words.startsWith(`${typed} `) ? one.words.slice(typed.length + 1) : "";
    return rest ? [rest.split(" ")[0] ?? ""] : [];
  });
  const last = words.at(-1) ?? "";
  return [...new Set([...next, ...options])].filter((word) => word.startsWith(last));
}
