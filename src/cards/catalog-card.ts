/** What a business unit can ask for: environments, networks, templates with their prices, and how much is free. */
import type { Amounts } from "../domain/amount.ts";
import { moneyText } from "../domain/money.ts";
import { dayPrice, type Rate } from "../domain/price.ts";
import { left, type Tally } from "../domain/quota.ts";
import { sizeLine } from "./asked-facts.ts";
import type { Block, Card, Fact } from "./card.ts";
import { ceilingFacts } from "./offer-card.ts";
import { listText } from "./text.ts";

/** What one business unit is offered; without a unit, all that there is. */
export interface CatalogueSection {
  unit: string | null;
  environments: string[];
  networks: string[];
  templates: OfferedTemplate[];
  ceiling: Tally | null;
}

/** What things cost, and the whole of what is shared out. */
export interface Market {
  currency: string;
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

/** From which share of free capacity on it is called so; the words say the rule. */
const BANDS = [
  { from: 0.5, called: "plenty (half or more)" },
  { from: 0.15, called: "some (15 to 50 %)" },
] as const;

const LEAST = "little (less than 15 %)";

/** Several sections have the name of their unit above them. */
export function catalogCard(sections: CatalogueSection[], market: Market): Card {
  const [first, ...others] = sections;
  const only = others.length === 0 ? first?.unit : null;
  const blocks = sections.flatMap((section): Block[] => [
    ...(others.length ? [{ type: "text", text: `For ${section.unit}` } as const] : []),
    { type: "facts", facts: factsOf(section, market) },
    templateTable({ ...market, ...section }),
  ]);
  return { title: only ? `Catalogue of ${only}` : "Catalogue", tone: "plain", blocks, buttons: [] };
}

function factsOf({ environments, networks, ceiling }: CatalogueSection, { capacity }: Market): Fact[] {
  return [
    { label: "Environments", value: listText(environments) },
    { label: "Networks", value: listText(networks) },
    ...(ceiling ? ceilingFacts(ceiling) : []),
    { label: "Free memory", value: band(capacity, "memoryMb") },
    { label: "Free storage", value: band(capacity, "diskGb") },
  ];
}

/** Templates, and at which prices. */
export interface Priced extends Pick<Market, "rate" | "currency"> {
  templates: OfferedTemplate[];
}

/** Templates with their size and price. */
export function templateTable({ templates, rate, currency }: Priced): Block {
  const rows = templates.map((template) => {
    return [template.name, sizeLine(template), `${moneyText(dayPrice(template, rate), currency)} a day`];
  });
  return { type: "table", columns: ["template", "size", "price"], rows };
}

/** How much is free, said so that nobody can count hosts by it. */
function band(capacity: Tally, measure: keyof Amounts): string {
  const limit = capacity.limit[measure];
  if (limit === null) return BANDS[0].called;
  const free = left(capacity, measure) ?? 0;
  if (limit === 0 || free <= 0) return "none";
  const share = free / limit;
  return BANDS.find(({ from }) => share >= from)?.called ?? LEAST;
}
