/** The utilization report: what is granted, what machines take of it, what they use of that, and what lies idle. */
import { type Amounts, amountText, type Limits, MEASURE_NAMES } from "../domain/amount.ts";
import { moneyText, numericOf, plainAmount } from "../domain/money.ts";
import type { Rate } from "../domain/price.ts";
import type { Block, Card, Fact } from "./card.ts";
import { branchText, type Holding, LEVELS, levelsOf } from "./holding.ts";
import { hoursChart, type MeasuredHour, type MeasuredUse, type PricedUse, useFacts, useIn } from "./measured-use.ts";
import { momentText } from "./moment.ts";
import {
  givers,
  headText,
  inTurn,
  largestFirst,
  NOTHING_THERE,
  percentText,
  type ReportHead,
  reportFile,
} from "./report-parts.ts";
import { resizers, type Savings, savingBlocks, stoppers } from "./saving-blocks.ts";
import { ofText } from "./text.ts";
import { UNMEASURED, usedText } from "./use-text.ts";

/** `hosts` is what they carry and what is granted and claimed of it; null for who does not see them. */
export interface UtilizationView extends ReportHead {
  holdings: Holding[];
  hosts: { room: Limits; granted: Amounts; claimed: Amounts } | null;
  /** Of the last day, role by role, with the rate that prices it; and of the last hours. */
  used: MeasuredUse[];
  rate: Rate | null;
  hours: MeasuredHour[];
  savings: Savings;
}

type Measure = "memoryMb" | "diskGb";

export function utilizationReport(view: UtilizationView): Card {
  const { holdings, now, timeZone } = view;
  const facts: Fact[] = [{ label: "As of", value: momentText(now, timeZone) }, ...hostFacts(view), ...useFacts(view)];
  const shown = holdings.filter(({ kind }) => kind !== "role");
  const uses = new Map(holdings.map((one) => [one, useIn(view, one)]));
  const charts = (["memoryMb", "diskGb"] as const).map((measure) => shareChart(holdings, measure));
  const table = {
    type: "table" as const,
    columns: COLUMNS,
    rows: shown.map((one) => rowOf(one, uses.get(one) ?? null, view.currency)),
  };
  const told = [...charts, ...hoursChart(view), ...savingBlocks(view.savings, view.currency), table];
  const blocks: Block[] = [{ type: "facts", facts }, ...(holdings.length ? told : [NOTHING_THERE])];
  const file = reportFile(
    view,
    FILE_COLUMNS,
    holdings.map((one) => fileRow(one, uses.get(one) ?? null)),
  );
  return {
    title: headText(view),
    tone: "plain",
    blocks,
    buttons: inTurn(stoppers(view.savings), resizers(view.savings), givers(holdings)),
    file,
  };
}

function hostFacts({ hosts }: UtilizationView): Fact[] {
  if (!hosts) return [];
  return (["memoryMb", "diskGb"] as const).map((measure) => {
    const granted = `${ofText(measure, hosts.granted[measure], hosts.room[measure])} granted`;
    const claimed = `${amountText(measure, hosts.claimed[measure])} claimed by machines`;
    return { label: `The hosts' ${MEASURE_NAMES[measure]}`, value: `${granted}, ${claimed}` };
  });
}

/** Of each infrastructure, what machines take on the bottom, and what is reserved and idle on top of it. */
function shareChart(holdings: Holding[], measure: Measure): Block {
  const infrastructures = largestFirst(holdings, measure);
  const inUnit = (amount: number) => (measure === "memoryMb" ? amount / 1024 : amount);
  const idle = (one: Holding) => Math.max(0, (one.granted[measure] ?? 0) - one.allocated[measure]);
  return {
    ...{ type: "chart", kind: "stacked", title: `Granted ${MEASURE_NAMES[measure]}`, unit: "GB", digits: 0 },
    categories: infrastructures.map(({ path }) => path.at(-1) ?? ""),
    series: [
      { name: "allocated", values: infrastructures.map(({ allocated }) => inUnit(allocated[measure])) },
      { name: "reserved, idle", values: infrastructures.map((one) => inUnit(idle(one))) },
    ],
    sentence: shareSentence(infrastructures, measure, idle),
  };
}

function shareSentence(infrastructures: Holding[], measure: Measure, idle: (one: Holding) => number): string {
  const sum = (of: (one: Holding) => number) => infrastructures.reduce((total, one) => total + of(one), 0);
  const [granted, taken] = [sum((one) => one.granted[measure] ?? 0), sum(({ allocated }) => allocated[measure])];
  const [idlest, other] = infrastructures.toSorted((a, b) => idle(b) - idle(a));
  const share = `${amountText(measure, taken)} of ${amountText(measure, granted)} of ${MEASURE_NAMES[measure]} (${percentText(taken, granted)})`;
  const most =
    idlest && other && idle(idlest) > 0
      ? `; most lies idle in ${idlest.path.at(-1)}: ${amountText(measure, idle(idlest))}`
      : "";
  return `Machines take ${share}${most}.`;
}

const COLUMNS = ["what", "memory", "used", "storage", "used", "measured", "idle a day", "machines"];

function rowOf(one: Holding, use: PricedUse | null, currency: string): string[] {
  const { granted, allocated } = one;
  const used = { memoryMb: use?.memoryMb ?? null, diskGb: use?.diskMb ?? null };
  const share = (measure: Measure) => [partText(measure, one), usedText(used[measure])];
  const idle = use ? moneyText(use.idle, currency) : UNMEASURED;
  const measured = use ? `${use.hours} of ${use.hours + use.gaps} h` : UNMEASURED;
  return [
    branchText(one),
    ...share("memoryMb"),
    ...share("diskGb"),
    measured,
    idle,
    ofText("vms", allocated.vms, granted.vms),
  ];
}

/** `12 GB of 64 GB (19 %)` */
function partText(measure: Measure, { granted, allocated }: Holding): string {
  const part = ofText(measure, allocated[measure], granted[measure]);
  return granted[measure] ? `${part} (${percentText(allocated[measure], granted[measure])})` : part;
}

const FILE_COLUMNS = [
  ...["what", ...LEVELS, "memory granted (MB)", "memory allocated (MB)", "memory used (MB)"],
  ...["storage granted (GB)", "storage allocated (GB)", "storage used (GB)"],
  ...["measured machines", "hours measured", "hours not measured", "used a day", "idle a day", "machines"],
];

function fileRow(one: Holding, use: PricedUse | null): string[] {
  const { kind, granted, allocated } = one;
  const amounts = (measure: Measure, used: number | null) => [
    ...[String(granted[measure] ?? ""), String(allocated[measure]), used === null ? "" : used.toFixed(1)],
  ];
  const measured = use
    ? [
        String(use.machines),
        String(use.hours),
        String(use.gaps),
        plainAmount(numericOf(use.used)),
        plainAmount(numericOf(use.idle)),
      ]
    : ["0", "", "", "", ""];
  const sizes = [...amounts("memoryMb", use?.memoryMb ?? null), ...amounts("diskGb", use && use.diskMb / 1024)];
  return [kind, ...levelsOf(one), ...sizes, ...measured, String(allocated.vms)];
}
