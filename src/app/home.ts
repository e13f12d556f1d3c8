/** A person's home: what waits for them, what they asked for, what they have. */

import type { Card } from "../cards/card.ts";
import { type HomeView, homeCard, strangersHome } from "../cards/home-card.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import { daysOf, monthAt } from "../domain/ledger/months.ts";
import { may } from "../domain/permission.ts";
import { waitsFor } from "../domain/reader.ts";
import { sightOf } from "../domain/sight.ts";
import type { BudgetStore } from "./budgets.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import type { Ledger } from "./ledger-ports.ts";
import type { Directory } from "./people-ports.ts";
import type { RequestViews, Vms } from "./reads.ts";
import { seenRequests } from "./seen-requests.ts";

const MOST = 20;

/** Draws somebody's home; whoever is not known is told what they can do. */
export type Home = (identity: Identity) => Promise<Card>;

export interface HomeRooms {
  directory: Directory;
  views: RequestViews;
  vms: Vms;
  datacenters: Datacenters;
  ledger: Pick<Ledger, "sums">;
  budgetStore: Pick<BudgetStore, "months">;
  now(): Date;
}

export function startHome(rooms: HomeRooms): Home {
  return async (identity) => {
    const view = await homeOf(rooms, identity);
    return view ? homeCard(view) : strangersHome();
  };
}

async function homeOf(rooms: HomeRooms, identity: Identity): Promise<HomeView | null> {
  const { directory, views, vms, datacenters } = rooms;
  const actor = await directory.find(identity);
  if (!actor || !(await directory.isKnown(actor))) return null;
  const pending = await seenRequests(views, { waiting: true, most: 200 }, actor);
  const machines = await vms.list(sightOf(actor, "vm.see"));
  const { currency, timeZone } = await datacenters.settings();
  return {
    name: actor.name,
    waiting: pending.filter(({ request }) => waitsFor(request, actor)).slice(0, MOST),
    requests: await seenRequests(views, { requester: actor.person, most: MOST }, actor),
    machines: machines.filter((vm) => vm.requester === actor.name).slice(0, MOST),
    currency,
    costs: may(actor, "report.see") ? await costsOf(rooms, timeZone, actor) : null,
  };
}

/** Of this month so far, by business unit, as far as they see. */
async function costsOf(
  { ledger, budgetStore, now }: HomeRooms,
  timeZone: string,
  actor: Actor,
): Promise<HomeView["costs"]> {
  const month = monthAt(now(), timeZone);
  const sight = sightOf(actor, "report.see");
  const [sums, budgets] = await Promise.all([
    ledger.sums({ ...sight, ...daysOf(month, month) }, ["unit"]),
    budgetStore.months(sight.units),
  ]);
  const budgetOf = (name: string) => budgets.find(({ unit }) => unit === name)?.month ?? null;
  const units = sums.map(({ keys: { unit }, amount }) => ({ name: unit ?? "", amount, budget: budgetOf(unit ?? "") }));
  return { month, units };
}
