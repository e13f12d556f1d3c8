/** The configuration report: the hierarchy as a tree, with what each part may take and what is in use of it. */
import { type Amounts, amountText, type Limits, MEASURE_NAMES } from "../domain/amount.ts";
import type { Block, Card, Fact } from "./card.ts";
import { type Ending, endingBlocks, extenders } from "./ending-blocks.ts";
import { branchText, type Holding, LEVELS, levelsOf } from "./holding.ts";
import { momentText } from "./moment.ts";
import { headText, largestFirst, NOTHING_THERE, type ReportHead, reportFile } from "./report-parts.ts";
import { ofText } from "./text.ts";

/** `capacity` is what the hosts carry and what is granted of it; null for who does not see them. */
export interface ConfigurationView extends ReportHead {
  holdings: Holding[];
  capacity: { limit: Limits; taken: Amounts; hosts: number } | null;
  /** What has a last day that is near, the first to end first. */
  ending: Ending[];
}

export function configurationReport(view: ConfigurationView): Card {
  const { holdings, now, timeZone, ending } = view;
  const facts: Fact[] = [{ label: "As of", value: momentText(now, timeZone) }, ...capacityFacts(view)];
  const blocks: Block[] = [
    { type: "facts", facts },
    ...(holdings.length
      ? [grantsChart(holdings), ...endingBlocks(ending, now, timeZone), holdingTree(holdings)]
      : [NOTHING_THERE]),
  ];
  const file = reportFile(view, FILE_COLUMNS, holdings.map(fileRow));
  return { title: headText(view), tone: "plain", blocks, buttons: extenders(ending), file };
}

/** A line for each, with what machines take of what it may take. */
export function holdingTree(holdings: Holding[]): Block {
  return { type: "table", columns: COLUMNS, rows: holdings.map(rowOf) };
}

const COLUMNS = ["what", "kind", "memory", "storage", "vCPU", "machines"];

function rowOf(one: Holding): string[] {
  const { kind, says, granted, allocated } = one;
  const share = (measure: keyof Amounts) => ofText(measure, allocated[measure], granted[measure]);
  return [branchText(one), `${kind}, ${says}`, share("memoryMb"), share("diskGb"), share("vcpu"), share("vms")];
}

function capacityFacts({ capacity }: ConfigurationView): Fact[] {
  if (!capacity) return [];
  const granted = (["memoryMb", "diskGb"] as const).map((measure) => ({
    label: `Granted ${MEASURE_NAMES[measure]}`,
    value: ofText(measure, capacity.taken[measure], capacity.limit[measure]),
  }));
  return [{ label: "Hosts", value: String(capacity.hosts) }, ...granted];
}

function grantsChart(holdings: Holding[]): Block {
  const infrastructures = largestFirst(holdings, "memoryMb");
  const memory = infrastructures.map(({ granted }) => granted.memoryMb ?? 0);
  const total = amountText(
    "memoryMb",
    memory.reduce((sum, one) => sum + one, 0),
  );
  const [most, other] = infrastructures;
  const mostText =
    most && other ? `; ${most.path.at(-1)} holds most: ${amountText("memoryMb", most.granted.memoryMb ?? 0)}` : "";
  const number = infrastructures.length;
  return {
    ...{ type: "chart", kind: "bars", title: "Granted memory", unit: "GB", digits: 0 },
    categories: infrastructures.map(({ path }) => path.at(-1) ?? ""),
    series: [{ name: "granted", values: memory.map((megabytes) => megabytes / 1024) }],
    sentence: `${number} ${number === 1 ? "infrastructure holds" : "infrastructures hold"} ${total} of memory${mostText}.`,
  };
}

const AMOUNTS = [
  ...["memory granted (MB)", "memory in use (MB)", "storage granted (GB)", "storage in use (GB)"],
  ...["vCPU granted", "vCPU in use", "machines granted", "machines"],
];
const FILE_COLUMNS = ["what", ...LEVELS, "state, environment or templates", ...AMOUNTS];

/** Where nothing is granted, the cell is empty. */
function fileRow(one: Holding): string[] {
  const { kind, says, granted, allocated } = one;
  const pair = (measure: keyof Amounts) => [String(granted[measure] ?? ""), String(allocated[measure])];
  const amounts = (["memoryMb", "diskGb", "vcpu", "vms"] as const).flatMap(pair);
  return [kind, ...levelsOf(one), kind === "business unit" ? "" : says, ...amounts];
}
