/** What a report says of the last days that are near: what ends, when, and how that is put off. */
import { dayIn } from "../domain/day.ts";
import { farOff, SOON_DAYS } from "../domain/ending.ts";
import type { Block, Button } from "./card.ts";
import { dayText } from "./moment.ts";

/** An infrastructure, or a machine with the path of its role, and its last day, `YYYY-MM-DD`. */
export interface Ending {
  name: string;
  path: string | null;
  until: string;
}

const MOST_TOLD = 3;

export function endingBlocks(ending: Ending[], now: Date, timeZone: string): Block[] {
  const lines = ending.slice(0, MOST_TOLD).map((one) => endingText(one, now, timeZone));
  const more = ending.length - lines.length;
  const rest = more > 0 ? [`${more} more ${more === 1 ? "ends" : "end"} within ${SOON_DAYS} days`] : [];
  return lines.length > 0 ? [{ type: "text", text: [...lines, ...rest].join("\n") }] : [];
}

/** `bench ends in 14 days, on Mon 5 Apr 2027: infra extend bench --until DATE` */
function endingText({ name, path, until }: Ending, now: Date, timeZone: string): string {
  const what = path === null ? name : `${name} (${path})`;
  return `${what} ${whenText(until, now, timeZone)}: ${path === null ? "infra" : "vm"} extend ${name} --until DATE`;
}

/** What a press on Extend opens says: `bench ends in 14 days, on Mon 5 Apr 2027`. */
export function extendingText({ name, until }: { name: string; until: string | null }, now: Date, timeZone: string) {
  return until === null ? `${name} has no last day` : `${name} ${whenText(until, now, timeZone)}`;
}

function whenText(until: string, now: Date, timeZone: string): string {
  if (until < dayIn(timeZone, now)) return `was to end on ${dayText(until)}`;
  return `ends ${farOff(until, now, timeZone)}, on ${dayText(until)}`;
}

/** A machine is told from an infrastructure of the same name by its path. */
export function extenders(ending: Ending[]): Button[] {
  const first = ending.slice(0, MOST_TOLD);
  return first.map(({ name, path }) => ({ verb: "Extend", id: path === null ? name : `${path}/${name}` }));
}
