/** What is said of hosts that do not answer, and of what they say otherwise than our books. */
import { momentText } from "./moment.ts";

interface Standing {
  host: string;
  answered: Date | null;
  silentSince: Date | null;
  reason: string;
}

/** `answers`, or since when it does not. */
export function answerText({ answered, silentSince }: Standing, zone: string): string {
  if (silentSince) return `silent since ${momentText(silentSince, zone)}`;
  return answered ? `answered ${momentText(answered, zone)}` : "not asked yet";
}

/** What is wrong with it, and what would mend that; nothing when it answers. */
export function silenceText({ host, silentSince, reason }: Standing, zone: string): string[] {
  if (!silentSince) return [];
  const since = momentText(silentSince, zone);
  return [`${host} does not answer since ${since}: ${reason}; once it is mended: dc host survey ${host}`];
}

/** Where our books and a host differ, and since when that is known. */
export function driftText({ text, since }: { text: string; since: Date }, zone: string): string {
  return `${text} (seen first ${momentText(since, zone)})`;
}
