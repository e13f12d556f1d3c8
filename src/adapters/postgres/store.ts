/** The store of requests in Postgres: one transaction locks, lets decide, and saves everything, or nothing. */
import { type RawBuilder, sql } from "kysely";
import type { Glance } from "../../app/decision-picture.ts";
import type { Change, Counted, Opening, RequestStore, World } from "../../app/store.ts";
import type { Write } from "../../app/write.ts";
import type { Identity } from "../../domain/actor.ts";
import { moneyOf } from "../../domain/money.ts";
import { asksAbout, type Policy } from "../../domain/policy/document.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Request } from "../../domain/request.ts";
import { publishedAmong } from "./actions/published.ts";
import { actorBehind, namesBehind } from "./actors.ts";
import { budgetAt } from "./budgets.ts";
import { countCapacity } from "./capacity.ts";
import { lockCounted, requireCounted, type Sums, sumsOf } from "./counting.ts";
import { rateAt } from "./facts.ts";
import { readLease } from "./leases.ts";
import { enterRefund } from "./ledger/refunds.ts";
import { keepSpans } from "./ledger/spans.ts";
import { touchedBy } from "./ledger/touched.ts";
import { NEWEST_POLICY, type PolicyShelf, usedOf } from "./policies.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { readSchedule } from "./power-schedules.ts";
import { lockRequest } from "./request-row.ts";
import { noted, opened, saved } from "./saving.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";
import { readWhole } from "./whole.ts";
import type { Fragment } from "./write-scene.ts";
import { failureOf, fragmentsOf } from "./writes.ts";

export interface StoreOptions {
  db: Db;
  now(): Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
  policies: PolicyShelf;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

/** What a transaction knows of itself. */
interface Scene<T extends Db | Tx = Tx> extends StoreOptions {
  tx: T;
  by: Identity | null;
}

/** Looks at a request's world without locking anything. */
export function startGlance(options: Omit<StoreOptions, "committed">): Glance {
  return async (request, counted) => {
    const scene = { ...options, tx: options.db, by: null, committed: () => undefined };
    const sight = { people: [], nextId: NONE, pinned: request.ruling?.policy ?? null };
    const { nextId, ...world } = await look(scene, request.datacenter, counted, sight);
    return world;
  };
}

export function startStore(options: StoreOptions): RequestStore {
  const run = async <T>(by: Identity | null, work: (scene: Scene) => Promise<T>): Promise<T> => {
    const result = await inTransaction(options.db, (tx) => work({ ...options, tx, by }));
    options.committed();
    return result;
  };
  return {
    open: (counted, by, decide) => run(by, (scene) => open(scene, counted, decide)),
    change: (id, by, counted, decide) => run(by, (scene) => change(scene, id, counted, decide)),
  };
}

async function open(scene: Scene, counted: Counted, decide: (id: string, world: World) => Opening): Promise<Request> {
  await lockCounted(scene.tx, THE_DATACENTER, { ...counted, engine: true });
  const { nextId: id, ...world } = await look(scene, THE_DATACENTER, counted, {
    people: [],
    nextId: NEXT_ID,
    pinned: null,
  });
  const opening = decide(id, world);
  if (!world.actor) throw new Error(`opening ${id} for nobody`);
  const request: Request = {
    ...{ id, datacenter: world.datacenter.id, machine: opening.machine, standing: opening.standing },
    ...{ details: opening.details, businessUnit: opening.businessUnit, requester: world.actor.person, version: 1 },
    ...{ created: world.now, ruling: opening.ruling, timers: opening.timers },
  };
  const named: Write[] = opening.names ? [{ type: "take-names", ...opening.names }] : [];
  await save(scene, opened(request, opening.isOver), { request, world, change: opening }, [
    ...named,
    ...opening.writes,
  ]);
  return request;
}

async function change(
  scene: Scene,
  id: string,
  counted: (request: Request) => Counted,
  decide: (request: Request, world: World) => Change | null,
): Promise<Request> {
  const before = await lockRequest(scene.tx, id);
  if (!before) throw new Refusal("not-found", `there is no request ${id}`, "see yours: request list");
  const toCount = counted(before);
  await lockCounted(scene.tx, before.datacenter, toCount);
  const { nextId, ...world } = await look(scene, before.datacenter, toCount, {
    people: peopleIn(before),
    nextId: NONE,
    pinned: before.ruling?.policy ?? null,
  });
  const decided = decide(before, world);
  if (!decided) return before;
  const { standing, details, ruling, timers } = decided;
  const request = { ...before, standing, details, ruling, timers, version: before.version + 1 };
  await save(scene, saved(request, decided.isOver, world.now), { request, world, change: decided }, decided.writes);
  return request;
}

/** Counted under the datacenter's lock, so that what is refused leaves no gap. */
const NEXT_ID = sql<string>`d.request_prefix || '-' || (d.last_request + 1)`;
const NONE = sql<string>`''`;

type Seen = Sums &
  Pick<World, "datacenter" | "maintenance" | "actor" | "people" | "unit" | "rate" | "published"> & {
    nextId: string;
    policyVersion: number;
    budgetMonth: string | null;
  };

/** Everything in one statement, after every lock is had: people's rights are those that they hold then. */
async function look(
  { tx, by, now, id, policies }: Scene<Db | Tx>,
  datacenter: string | RawBuilder<string>,
  counted: Counted,
  { people, nextId, pinned }: { people: string[]; nextId: RawBuilder<string>; pinned: number | null },
): Promise<World & { nextId: string }> {
  const { rows } = await sql<Seen>`
    select jsonb_build_object('id', d.id, 'name', d.name, 'currency', d.currency, 'timeZone', d.time_zone,
        'graceDays', d.decommission_grace_days, 'freeExtensions', d.free_extensions,
        'freeExtensionDays', d.free_extension_days, 'mostSnapshots', d.snapshots_at_most) as datacenter, d.maintenance,
      ${by ? actorBehind(by, now()) : null} as actor, ${namesBehind(people)} as people, ${nextId} as "nextId",
      (select name from business_unit where id = ${counted.unit ?? null}) as unit,
      (select month::text from budget where business_unit_id = ${counted.unit ?? null}) as "budgetMonth",
      ${NEWEST_POLICY} as "policyVersion", ${rateAt(now())} as rate, ${sumsOf(counted)},
      ${publishedAmong(counted.actions ?? [])} as published
    from datacenter d where d.id = ${datacenter}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("looking at the datacenter of a request where there is none");
  const { service, role, infrastructure, offer, policyVersion, budgetMonth, ...seen } = requireCounted(counted, row);
  const whole = counted.whole ? await readWhole(tx, counted.whole) : null;
  const lease = counted.lease ? await readLease(tx, counted.lease) : null;
  const schedule = counted.schedule ? await readSchedule(tx, counted.schedule) : null;
  const capacity = counted.capacity ? await countCapacity(tx, row.datacenter.id) : null;
  const tallies = Object.entries({ service, role, infrastructure, offer, capacity }).filter(([, tally]) => tally);
  const policy = await policies.at(tx, policyVersion);
  const usedUnder = (one: Policy) => usedOf(tx, one, counted.unit ?? null, now(), row.datacenter.timeZone);
  const used = await usedUnder(policy);
  const before = pinned === null ? policy : await policies.at(tx, pinned);
  const usedBefore = before === policy ? used : await usedUnder(before);
  const ruled = { policy, used, pinned: before, usedWhenPinned: usedBefore };
  const asks = [policy, before].some((one) => asksAbout(one, "budget"));
  const unit = { unitId: counted.unit ?? "", zone: row.datacenter.timeZone };
  const budget = asks ? await budgetAt(tx, budgetMonth, unit, now()) : null;
  return { ...seen, ...ruled, budget, whole, lease, schedule, tallies: Object.fromEntries(tallies), now: now(), id };
}

function peopleIn({ requester, standing: { context } }: Request): string[] {
  const deciders = [...context.yeses.map((yes) => yes.by), (context.ending ?? context.override)?.by ?? requester];
  return [...new Set([requester, ...deciders])];
}

interface Outcome {
  request: Request;
  world: World;
  change: Change;
}

/** The row, whatever else changes with it, the audit event and the outbox rows in one statement; then what it counts. */
async function save({ tx, by }: Scene, row: Fragment[], { request, world, change }: Outcome, writes: Write[]) {
  const fragments = [...row, ...fragmentsOf({ request, now: world.now }, writes), ...noted(request, change, world, by)];
  try {
    await sql`with ${sql.join(fragments)} select 1`.execute(tx);
  } catch (error) {
    throw failureOf(writes, error);
  }
  await keepSpans(tx, touchedBy(writes), world.now);
  for (const write of writes)
    if (write.type === "refund-charge")
      await enterRefund(tx, { ...write, amount: moneyOf(write.amount) }, { ...world, person: write.by });
}
