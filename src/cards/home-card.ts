/** A person's home: what waits for them, their requests, their machines. */
import { moneyOf, moneyText } from "../domain/money.ts";
import type { Block, Card } from "./card.ts";
import { monthText } from "./moment.ts";
import { requestList } from "./request-list.ts";
import type { RequestView } from "./request-view.ts";
import { type VmView, vmsCard } from "./vm-card.ts";

export interface HomeView {
  name: string;
  /** Requests on which this person may decide now. */
  waiting: RequestView[];
  /** Their own, the newest first. */
  requests: RequestView[];
  machines: VmView[];
  currency: string;
  /** What this month comes to so far, by business unit; null for who sees no reports. */
  costs: { month: string; units: { name: string; amount: string; budget: string | null }[] } | null;
}

/** Lists with what they are called; an empty one is one line. */
export function homeCard(home: HomeView): Card {
  const { name, waiting, requests, machines, currency } = home;
  const blocks = [
    ...section("Waiting for you", requestList(waiting)),
    ...section("Your requests", requestList(requests)),
    ...section("Your machines", vmsCard(machines, currency)),
    ...costLines(home),
  ];
  return { title: `Quartermaster · ${name}`, tone: "plain", blocks, buttons: [] };
}

/** `Your costs in January 2027 so far: retail 18.00 EUR` */
function costLines({ costs, currency }: HomeView): Block[] {
  if (costs === null) return [];
  const text = (amount: string) => moneyText(moneyOf(amount), currency);
  const units = costs.units.map(({ name, amount, budget }) =>
    budget === null ? `${name} ${text(amount)}` : `${name} ${text(amount)} of a budget of ${text(budget)}`,
  );
  const said = units.length > 0 ? units.join(", ") : "nothing";
  return [{ type: "text", text: `Your costs in ${monthText(costs.month)} so far: ${said}; see: report chargeback` }];
}

/** The home of somebody whom nobody knows. */
export function strangersHome(): Card {
  const text = "I do not know you yet. To ask for a business unit: bu register NAME --cost-center CODE";
  return { title: "Quartermaster", tone: "plain", blocks: [{ type: "text", text }], buttons: [] };
}

function section(title: string, { title: counted, blocks }: Card): Block[] {
  return [{ type: "text", text: `${title}: ${counted}` }, ...blocks];
}
