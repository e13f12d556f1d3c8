/** A person's home: what waits for them, their requests, their machines. */
import type { Block, Card } from "./card.ts";
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
}

/** Lists with what they are called; an empty one is one line. */
export function homeCard({ name, waiting, requests, machines, currency }: HomeView): Card {
  const blocks = [
    ...section("Waiting for you", requestList(waiting)),
    ...section("Your requests", requestList(requests)),
    ...section("Your machines", vmsCard(machines, currency)),
  ];
  return { title: `Quartermaster · ${name}`, tone: "plain", blocks, buttons: [] };
}

/** The home of somebody whom nobody knows. */
export function strangersHome(): Card {
  const text = "I do not know you yet. To ask for a business unit: bu register NAME --cost-center CODE";
  return { title: "Quartermaster", tone: "plain", blocks: [{ type: "text", text }], buttons: [] };
}

function section(title: string, { title: counted, blocks }: Card): Block[] {
  return [{ type: "text", text: `${title}: ${counted}` }, ...blocks];
}
