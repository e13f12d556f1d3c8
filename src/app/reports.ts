/** Reports: what somebody may see of the datacenter, told as a card. */
import type { Card } from "../cards/card.ts";
import { chargebackReport } from "../cards/chargeback-report.ts";
import { configurationReport } from "../cards/configuration-report.ts";
import type { Ending } from "../cards/ending-blocks.ts";
import type { Holding } from "../cards/holding.ts";
import type { ReportHead } from "../cards/report-parts.ts";
import { utilizationReport } from "../cards/utilization-report.ts";
import type { Actor } from "../domain/actor.ts";
import { NOTHING, plus } from "../domain/amount.ts";
import { soonUntil } from "../domain/ending.ts";
import { monthAt } from "../domain/ledger/months.ts";
import { may, requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { ReportAsk, ReportKind } from "../domain/report.ts";
import { sightOf } from "../domain/sight.ts";
import { type ChargebackRooms, chargebackOf } from "./chargeback.ts";
import type { DatacenterAdmin } from "./datacenter/admin.ts";
import { hostLines } from "./datacenter/hosts.ts";
import type { DatacenterSettings, Datacenters } from "./datacenter-ports.ts";
import { type HoldingRooms, holdingsOf } from "./holdings.ts";
import { unitsSeenBy } from "./own-unit.ts";
import { type SavingRooms, savingsOf } from "./savings.ts";
import type { Usage } from "./usage-ports.ts";

export interface ReportRooms extends HoldingRooms, ChargebackRooms, SavingRooms {
  datacenters: Datacenters;
  datacenter: Pick<DatacenterAdmin, "look">;
  usage: Pick<Usage, "byRole" | "byHour" | "costs">;
  now(): Date;
}

/**
 * Draws a report as this person may see it. Throws a Refusal: `forbidden`, `not-found` for a business unit or a path that
 * they do not see, `bad-arguments` for a month of which it cannot tell.
 */
export type Reports = (ask: ReportAsk, actor: Actor) => Promise<Card>;

export function startReports(rooms: ReportRooms): Reports {
  return async (ask, actor) => {
    requirePermission(actor, "report.see");
    const settings = await rooms.datacenters.settings();
    const { name, currency, timeZone } = settings;
    const whole = sightOf(actor, "report.see").units === null ? name : await ownNames(rooms, actor, name);
    const head = { ask, whole, currency, timeZone, now: rooms.now() };
    return DRAWN[ask.report](rooms, head, actor, settings);
  };
}

/** The business units that are seen whole; who sees a part of one only sees a part of the datacenter. */
async function ownNames({ units }: ReportRooms, actor: Actor, datacenter: string): Promise<string> {
  const own = unitsSeenBy(await units.all(), actor).map(({ name }) => name);
  return own.length > 0 ? own.join(", ") : `your part of ${datacenter}`;
}

type Draw = (rooms: ReportRooms, head: ReportHead, actor: Actor, settings: DatacenterSettings) => Promise<Card>;

const DRAWN: Record<ReportKind, Draw> = { configuration, chargeback, utilization };

async function configuration(rooms: ReportRooms, head: ReportHead, actor: Actor): Promise<Card> {
  requireNow(head);
  const holdings = await holdingsOf(rooms, head.ask, actor);
  const view = { ...head, holdings, ending: await endingSoon(rooms, head, holdings, actor) };
  if (!isOfAll(head, actor)) return configurationReport({ ...view, capacity: null });
  const [{ capacity }, current] = await Promise.all([rooms.datacenters.facts(), rooms.datacenter.look()]);
  const { limit, taken } = capacity;
  return configurationReport({ ...view, capacity: { limit, taken, hosts: current.parts.host.size } });
}

async function chargeback(
  rooms: ReportRooms,
  head: ReportHead,
  actor: Actor,
  settings: DatacenterSettings,
): Promise<Card> {
  return chargebackReport(await chargebackOf(rooms, head, settings, actor));
}

async function utilization(rooms: ReportRooms, head: ReportHead, actor: Actor): Promise<Card> {
  requireNow(head);
  const holdings = await holdingsOf(rooms, head.ask, actor);
  const { capacity, rate } = await rooms.datacenters.facts();
  const view = { ...head, holdings, rate, ...(await useOf(rooms, head, actor)) };
  if (!isOfAll(head, actor)) return utilizationReport({ ...view, hosts: null });
  const current = await rooms.datacenter.look();
  const claimed = hostLines(current).map((host) => host.claimed);
  const hosts = { room: capacity.limit, granted: capacity.taken, claimed: claimed.reduce(plus, NOTHING) };
  return utilizationReport({ ...view, hosts });
}

/** What of it has a last day that is near or over, the first to end first. */
async function endingSoon(
  { vms }: ReportRooms,
  { ask, now, timeZone }: ReportHead,
  holdings: Holding[],
  actor: Actor,
): Promise<Ending[]> {
  const endsBy = soonUntil(now, timeZone);
  const machines = await vms.list({ ...scopeOf(ask, actor), endsBy });
  const infrastructures = holdings.flatMap(({ path, until }) =>
    until === null || until > endsBy ? [] : [{ name: path.at(-1) ?? "", path: null, until }],
  );
  const ending = machines.flatMap(({ name, path, until }) => (until === null ? [] : [{ name, path, until }]));
  return [...infrastructures, ...ending].sort((a, b) => a.until.localeCompare(b.until));
}

/** What was asked for, as far as this person sees it. */
function scopeOf({ bu, on }: ReportAsk, actor: Actor) {
  const sight = sightOf(actor, "report.see");
  return { ...sight, ...(on === undefined ? {} : { on }), ...(bu === undefined ? {} : { unit: bu }) };
}

/** So many hours are told of beside each other. */
const HOURS = 12;

async function useOf(rooms: ReportRooms, { ask }: ReportHead, actor: Actor) {
  const scope = scopeOf(ask, actor);
  const [used, hours, savings] = await Promise.all([
    rooms.usage.byRole(sightOf(actor, "report.see")),
    rooms.usage.byHour(scope, HOURS),
    savingsOf(rooms, scope),
  ]);
  return { used, hours, savings };
}

/** The hosts are told of to who may see them, where nothing narrower was asked for. */
function isOfAll({ ask: { bu, on } }: ReportHead, actor: Actor): boolean {
  return bu === undefined && on === undefined && may(actor, "datacenter.see");
}

/** What there is is not kept by month. */
function requireNow({ ask: { report, month }, timeZone, now }: ReportHead): void {
  if (month === undefined || month === monthAt(now, timeZone)) return;
  const sentence = `the ${report} is told as it is now, not as it was in ${month}`;
  throw new Refusal("bad-arguments", sentence, `leave out --month: report ${report}`, "month");
}
