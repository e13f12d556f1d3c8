/** What destroys something of a machine wants its name once more. */
import { noted } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { type Command, usageOf } from "../../src/bot/command.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const confirmation = () =>
  noted(name(), { looks: "VM", wanted: "the machine's name once more, since this cannot be undone" });

export function requireConfirmed(vm: string, confirm: string, command: Command): void {
  if (confirm === vm) return;
  throw new Refusal("bad-arguments", `${confirm} is not ${vm}, so nothing was done`, `usage: ${usageOf(command)}`);
}
