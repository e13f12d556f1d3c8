/** What a business unit can ask for: environments, networks, templates with their prices, and how much is free. */
import type { Amounts } from "../domain/amount.ts";
import { moneyText } from "../domain/money.ts";
import { dayPrice, type Rate } from "../domain/price.ts";
import { left, type Tally } from "../domain/quota.ts";
import { sizeLine } from "./asked-facts.ts";
import type { Block, Card } from "./card.ts";
import { listText } from "./text.ts";

/** What is offered, without any host. */
export interface Offer {
  currency: string;
  environments: string[];
  networks: string[];
  templates: OfferedTemplate[];
  rate: Rate | null;
  capacity: Tally;
}

interface OfferedTemplate {
  name: string;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  /** A decimal text; null: by size. */
  dayPrice: string | null;
}

/** From which share of free capacity on it is called so. */
const BANDS = [
  { from: 0.5, called: "plenty" },
  { from: 0.15, called: "some" },
] as const;

export function catalogCard(offer: Offer): Card {
  const facts = [
    { label: "Environments", value: listText(offer.environments) },
    { label: "Networks", value: listText(offer.networks) },
    { label: "Free memory", value: band(offer.capacity, "memoryMb") },
    { label: "Free storage", value: band(offer.capacity, "diskGb") },
  ];
  const blocks: Block[] = [{ type: "facts", facts }, templateTable(offer)];
  return { title: "Catalogue", tone: "plain", blocks, buttons: [] };
}

/** Templates with their size and price. */
export function templateTable({ templates, rate, currency }: Pick<Offer, "templates" | "rate" | "currency">): Block {
  const rows = templates.map((template) => {
    return [template.name, sizeLine(template), `${moneyText(dayPrice(template, rate), currency)} a day`];
  });
  return { type: "table", columns: ["template", "size", "price"], rows };
}

/** How much is free, said so that nobody can count hosts by it. */
function band(capacity: Tally, measure: keyof Amounts): string {
  const limit = capacity.limit[measure];
  if (limit === null) return "plenty";
  const free = left(capacity, measure) ?? 0;
  if (limit === 0 || free <= 0) return "none";
  const share = free / limit;
  return BANDS.find(({ from }) => share >= from)?.called ?? "little";
}
