/** Measured use of a report: what lies on a path of it, at the rates, and hour by hour. */
import { type Money, moneyOf, moneyText } from "../domain/money.ts";
import type { Rate } from "../domain/price.ts";
import type { Block, Fact } from "./card.ts";
import type { Holding } from "./holding.ts";
import { percentText, type ReportHead } from "./report-parts.ts";
import { UNMEASURED, usedText } from "./use-text.ts";

/** Of the machines of one role that were measured: what they use, and what they have. */
export interface MeasuredUse {
  path: string[];
  machines: number;
  /** Hours of machines that were measured, and those in which one was there and was not. */
  hours: number;
  gaps: number;
  memoryMb: number;
  diskMb: number;
  allocated: { memoryMb: number; diskGb: number };
}

/** Used of what those had that were measured: 0 to 1; null where nothing was. */
export interface MeasuredHour {
  hour: Date;
  memory: number | null;
  disk: number | null;
}

interface UseView extends ReportHead {
  holdings: Holding[];
  used: MeasuredUse[];
  rate: Rate | null;
  hours: MeasuredHour[];
}

/** What is used, and what is allocated and not used, a day at the rate. */
export interface PricedUse extends Omit<MeasuredUse, "path"> {
  used: Money;
  idle: Money;
}

/** Of all that lies within it; null where nothing of it was measured. */
export function useIn(
  { used, rate }: Pick<UseView, "used" | "rate">,
  { path }: Pick<Holding, "path">,
): PricedUse | null {
  const within = used.filter((one) => path.every((name, at) => one.path[at] === name));
  const sum = (of: (one: MeasuredUse) => number) => within.reduce((total, one) => total + of(one), 0);
  const [machines, hours, gaps] = [sum((one) => one.machines), sum((one) => one.hours), sum((one) => one.gaps)];
  if (machines === 0) return null;
  const [memoryMb, diskMb] = [sum((one) => one.memoryMb), sum((one) => one.diskMb)];
  const allocated = {
    memoryMb: sum((one) => one.allocated.memoryMb),
    diskGb: sum((one) => one.allocated.diskGb),
  };
  const price = (memory: number, disk: number) => (rate ? priceOf(memory, disk, rate) : 0n);
  const own = price(memoryMb, diskMb);
  const whole = price(allocated.memoryMb, allocated.diskGb * 1024);
  return { machines, hours, gaps, memoryMb, diskMb, allocated, used: own, idle: whole - own };
}

/** Both in MB; measured figures count in thousandths of one. */
function priceOf(memoryMb: number, diskMb: number, rate: Rate): Money {
  const thousandths = (megabytes: number) => BigInt(Math.round(megabytes * 1000));
  return (moneyOf(rate.memory) * thousandths(memoryMb) + moneyOf(rate.storage) * thousandths(diskMb)) / 1_024_000n;
}

/** Of everything that the report tells of. */
export function useFacts(view: UseView): Fact[] {
  const all = useIn({ ...view, used: shownOf(view) }, { path: [] });
  if (!all) return [{ label: "Used", value: `${UNMEASURED} not measured` }];
  const money = (amount: Money) => `${moneyText(amount, view.currency)} a day`;
  const amounts = `${usedText(all.memoryMb)} memory, ${usedText(all.diskMb)} storage`;
  const whose = `${all.machines} measured ${all.machines === 1 ? "machine" : "machines"}`;
  return [
    { label: "Used, last day", value: `${amounts} by ${whose}: ${money(all.used)} at the rates${missingText(all)}` },
    { label: "Idle", value: `${money(all.idle)} for what these have and do not use` },
  ];
}

/** A day with gaps must not look like a whole one. */
function missingText({ hours, gaps }: PricedUse): string {
  return gaps === 0 ? "" : `; ${hours} of ${hours + gaps} hours measured`;
}

/** What lies within the things that are told of. */
function shownOf({ used, holdings }: UseView): MeasuredUse[] {
  const roles = new Set(holdings.filter(({ kind }) => kind === "role").map(({ path }) => path.join("/")));
  return used.filter(({ path }) => roles.has(path.join("/")));
}

/** Hours in which nothing was measured are gaps; without any figure there is no chart. */
export function hoursChart({ hours, timeZone }: UseView): Block[] {
  const measured = hours.filter(({ memory }) => memory !== null);
  if (measured.length === 0) return [];
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  const percent = (share: number | null) => (share === null ? null : share * 100);
  const highest = measured.reduce((most, { memory }) => Math.max(most, memory ?? 0), 0);
  const gaps = hours.length - measured.length;
  return [
    {
      ...{ type: "chart", kind: "lines", title: "Used of what machines have, by hour", unit: "%", digits: 0 },
      categories: hours.map(({ hour }) => clock.format(hour)),
      series: [
        { name: "memory", values: hours.map(({ memory }) => percent(memory)) },
        { name: "storage", values: hours.map(({ disk }) => percent(disk)) },
      ],
      sentence: `At most ${percentText(highest, 1)} of their memory was used in an hour${gapText(gaps, hours.length)}.`,
    },
  ];
}

function gapText(gaps: number, hours: number): string {
  return gaps === 0 ? "" : `; in ${gaps} of these ${hours} nothing was measured`;
}
