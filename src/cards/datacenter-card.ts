/** The datacenter as its admins see it: what there is, what is granted of it, and who runs it. */
import { type Amounts, MEASURE_NAMES } from "../domain/amount.ts";
import type { IdleRule } from "../domain/idle-rule.ts";
import type { KeptUsage } from "../domain/usage.ts";
import type { Block, Card, Fact } from "./card.ts";
import { type Market, type Priced, templateTable } from "./catalog-card.ts";
import { holdingTree } from "./configuration-report.ts";
import type { Holding } from "./holding.ts";
import { dayPriceText, listText, shareText } from "./text.ts";

export interface DatacenterView extends Priced, Pick<Market, "capacity"> {
  name: string;
  timeZone: string;
  approvalsChannel: string;
  requestPrefix: string;
  graceDays: number;
  freeExtensions: number;
  freeExtensionDays: number;
  hostGroups: string[];
  usageKept: KeptUsage;
  idle: IdleRule;
  throttle: { workflows: number; light: number; heavy: number };
  /** Names of what it has, by kind: `network` and the like. */
  resources: Record<string, string[]>;
}

/** `admins` are names; `holdings` are what business units have of it. */
export function datacenterCard(datacenter: DatacenterView, admins: string[], holdings: Holding[]): Card {
  const { workflows, light, heavy } = datacenter.throttle;
  const facts: Fact[] = [
    { label: "Currency", value: datacenter.currency },
    { label: "Time zone", value: datacenter.timeZone },
    { label: "Admins", value: listText(admins) },
    { label: "Approvals in", value: datacenter.approvalsChannel },
    { label: "Request ids", value: `${datacenter.requestPrefix}-1, ${datacenter.requestPrefix}-2 …` },
    { label: "Grace", value: `${datacenter.graceDays} days between stopping and deleting what ends` },
    { label: "Free extensions", value: freeText(datacenter) },
    ...capacityFacts(datacenter),
    { label: "Host groups", value: listText(datacenter.hostGroups) },
    ...Object.entries(datacenter.resources).map(([kind, names]) => ({
      label: RESOURCES[kind] ?? kind,
      value: listText(names),
    })),
    { label: "Rates", value: rateText(datacenter) },
    { label: "Throttle", value: `${workflows} workflows, ${light} light and ${heavy} heavy at once` },
    { label: "Measured use", value: keptText(datacenter) },
    { label: "Idle", value: idleText(datacenter) },
  ];
  const blocks: Block[] = [
    { type: "facts", facts },
    ...(holdings.length ? [holdingTree(holdings)] : []),
    templateTable(datacenter),
  ];
  return { title: `Datacenter ${datacenter.name}`, tone: "plain", blocks, buttons: [] };
}

const RESOURCES: Record<string, string> = {
  environment: "Environments",
  network: "Networks",
  domain: "Domains",
  balancer: "Balancers",
  san: "SAN",
  "storage-pool": "Storage pools",
};

function capacityFacts({ capacity }: DatacenterView): Fact[] {
  return (["memoryMb", "diskGb"] as const satisfies (keyof Amounts)[]).map((measure) => {
    const value = shareText(measure, capacity.taken[measure], capacity.limit[measure]);
    return { label: `Granted ${MEASURE_NAMES[measure]}`, value };
  });
}

function freeText({ freeExtensions, freeExtensionDays }: DatacenterView): string {
  return `the first ${freeExtensions} of a machine, of at most ${freeExtensionDays} days each`;
}

function keptText({ usageKept: { samples, hours, days } }: DatacenterView): string {
  return `each look is kept for ${samples} days, hours for ${hours}, days for ${days}`;
}

function idleText({ idle: { reservations, machines, quietDays } }: DatacenterView): string {
  const reserved = `reservations more than ${reservations.percent} % unused for ${reservations.days} days`;
  const running = `machines less than ${machines.percent} % busy for ${machines.days}`;
  return `${reserved}, ${running}; nobody is asked again for ${quietDays}`;
}

function rateText({ rate, currency }: DatacenterView): string {
  if (!rate) return "none";
  return `memory ${dayPriceText(rate.memory, currency)} and GB, storage ${dayPriceText(rate.storage, currency)} and GB`;
}
