/** What a report on use says of single machines: which run idle, and which would do with a smaller template. */
import { type Money, moneyText } from "../domain/money.ts";
import type { Block, Button } from "./card.ts";
import { busyText } from "./idle-card.ts";

/** Machines that could cost less, the dearest first. */
export interface Savings {
  idle: { name: string; path: string; percent: number; hours: number; days: number; dayPrice: Money }[];
  /** With a day's saving, in millionths. */
  smaller: { name: string; template: string; better: string; saving: Money }[];
}

const MOST_TOLD = 3;

export function savingBlocks({ idle, smaller }: Savings, currency: string): Block[] {
  const told = idle.slice(0, MOST_TOLD);
  const idleLines = told.map(
    (one) => `${one.name} (${one.path}) runs idle for ${moneyText(one.dayPrice, currency)} a day: ${busyText(one)}`,
  );
  const more = idle.length > told.length ? [`${idle.length - told.length} more machines run idle`] : [];
  const lines = smaller.slice(0, MOST_TOLD).map(({ name, template, better, saving }) => {
    const sentence = `${name} would do with ${better} instead of ${template}, and cost ${moneyText(saving, currency)} a day less`;
    return `${sentence}: vm resize ${name} --template ${better}`;
  });
  const all = [...idleLines, ...more, ...lines];
  return all.length > 0 ? [{ type: "text", text: all.join("\n") }] : [];
}

export function resizers({ smaller }: Savings): Button[] {
  return smaller.slice(0, MOST_TOLD).map(({ name }) => ({ verb: "Resize", id: name }));
}

export function stoppers({ idle }: Savings): Button[] {
  return idle.slice(0, MOST_TOLD).map(({ name }) => ({ verb: "Stop", id: name }));
}
