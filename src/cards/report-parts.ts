/** What reports have in common: their head, shares of what is granted, charts by infrastructure, and their file. */
import { dayIn } from "../domain/day.ts";
import { type ReportAsk, reportLine } from "../domain/report.ts";
import type { Block, Button, CardFile } from "./card.ts";
import { csvText } from "./csv.ts";
import type { Holding } from "./holding.ts";

/** A report's head: what was asked for, what that is called, and when it was. */
export interface ReportHead {
  ask: ReportAsk;
  /** The datacenter, or the business units of it that are seen. */
  whole: string;
  currency: string;
  timeZone: string;
  now: Date;
}

/** `Utilization of dc1`, `Utilization of retail, shop/web`; `called` is its name where that is another. */
export function headText({ ask: { report, bu, on }, whole }: ReportHead, called: string = report): string {
  const part = [bu, on].filter(Boolean).join(", ");
  const [first = "", ...letters] = called;
  return `${first.toUpperCase()}${letters.join("")} of ${part || whole}`;
}

/** `19 %` of a whole; a dash where there is no whole. */
export function percentText(part: number, whole: number | null): string {
  return whole === null || whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

/** The infrastructures among them, those that hold most first. */
export function largestFirst(holdings: Holding[], measure: "memoryMb" | "diskGb"): Holding[] {
  const size = ({ granted, allocated }: Holding) => granted[measure] ?? allocated[measure];
  return holdings.filter(({ kind }) => kind === "infrastructure").toSorted((a, b) => size(b) - size(a));
}

const MOST_GIVING = 3;

/** Where most lies unused it can be given back by one press; everything else by a command. */
export function givers(holdings: Holding[]): Button[] {
  const idle = ({ granted, allocated }: Holding) => (granted.memoryMb ?? 0) - allocated.memoryMb;
  const idlest = largestFirst(holdings, "memoryMb").filter((one) => idle(one) > 0);
  const names = idlest.toSorted((a, b) => idle(b) - idle(a)).flatMap(({ path }) => path.at(-1) ?? []);
  return names.slice(0, MOST_GIVING).map((id) => ({ verb: "Return", id }));
}

/** As many buttons as every chat shows on a card. */
const MOST_BUTTONS = 6;

/** The first of each sort, then the second of each, as long as there is room; each sort together, as it is given. */
export function inTurn(...sorts: Button[][]): Button[] {
  const ranked = sorts.flatMap((buttons) => buttons.map((button, rank) => ({ button, rank })));
  const shown = new Set(ranked.toSorted((a, b) => a.rank - b.rank).slice(0, MOST_BUTTONS));
  return ranked.filter((one) => shown.has(one)).map(({ button }) => button);
}

/** The file that goes with a report, and the line that shows it. */
export function reportFile({ ask, timeZone, now }: ReportHead, columns: string[], rows: string[][]): CardFile {
  const day = dayIn(timeZone, now);
  const parts = [ask.report, ask.bu, ask.on?.replaceAll("/", "-"), ask.month ?? day].filter(Boolean);
  return { name: `${parts.join("-")}.csv`, content: csvText(columns, rows), line: `${reportLine(ask)} --csv` };
}

/** There is nothing to tell of. */
export const NOTHING_THERE: Block = { type: "text", text: "There is no infrastructure yet." };
