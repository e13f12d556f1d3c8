/** Claims on hosts in Postgres: what has room is one query, a claim is one statement. */
import { type RawBuilder, sql } from "kysely";
import type { Claim, ClaimStore, Holding, PlacedHost } from "../../app/capacity.ts";
import { CLASSES, type HostRoom, type ResourceClass, type Resources } from "../../domain/placement.ts";
import { AWAY_AFTER } from "../../domain/survey.ts";
import type { Db } from "./pool.ts";

/** So many of the best hosts are handed over; the rule of placement ranks them for good. */
const SHORT_LIST = 32;

/**
 * Of a larger group so many hosts are looked at, by lot, and all only when none of them has room: summing up the claims
 * of thousands for each machine would take longer than the better place is worth. Kubernetes' scheduler does the same
 * (its manual, "percentageOfNodesToScore").
 */
const LOOKED_AT = 100;

/** The lot is drawn among so many times as many hosts, because some are of other groups. */
const DRAWN = 5;

export function startClaimStore(db: Db, lookedAt = LOOKED_AT): ClaimStore {
  return {
    holdingOf: (vm) => holdingOf(db, vm),
    async rooms(among, need) {
      if ("host" in among) return rooms(db, sql`host h where h.id = ${among.host} and h.state = 'active'`, need);
      const some = await rooms(db, someOf(among.group, lookedAt), need);
      return some.length > 0 ? some : rooms(db, allOf(among.group), need);
    },
    claim: (claim) => claimIn(db, claim),
  };
}

async function holdingOf(db: Db, vm: string): Promise<Holding> {
  const { rows } = await sql<{ request: string | null; host: PlacedHost | null; claimed: Partial<Resources> }>`
    select v.request_id as request,
      case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name, 'address', h.address) end as host,
      coalesce((select jsonb_object_agg(c.resource_class, c.amount) from claim c
        where c.consumer_id = v.id and c.host_id = v.host_id), '{}') as claimed
    from vm v left join host h on h.id = v.host_id where v.id = ${vm}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`looking for the claims of machine ${vm}, which is gone`);
  return row;
}

type RoomRow = { id: string; name: string; address: string | null; generation: string; isAway: boolean } & Record<
  `capacity_${ResourceClass}` | `claimed_${ResourceClass}`,
  number
>;

function allOf(group: string): RawBuilder<unknown> {
  return sql`host h where h.host_group = ${group} and h.state = 'active'`;
}

/** A sample comes first: drawing lots for each host of a large datacenter would take longer than all the rest. */
function someOf(group: string, lookedAt: number): RawBuilder<unknown> {
  const percent = sql`least(100, ${100 * DRAWN * lookedAt}::float8 /
    greatest(1, (select reltuples from pg_class where oid = 'host'::regclass)))`;
  return sql`host h tablesample bernoulli (${percent})
    where h.host_group = ${group} and h.state = 'active' order by random() limit ${lookedAt}::integer`;
}

/** The lowest load after the claim first, as the rule of placement has it. */
async function rooms(db: Db, candidates: RawBuilder<unknown>, need: Partial<Resources>): Promise<HostRoom[]> {
  const columns = CLASSES.flatMap((kind) => [capacity(kind), claimed(kind)]);
  const fits = CLASSES.map((kind) => sql`${after(kind, need)} <= ${capacity(kind)}`);
  const loads = CLASSES.map((kind) => sql`${after(kind, need)} / greatest(1, ${capacity(kind)})`);
  const { rows } = await sql<RoomRow>`
    with candidate as materialized (select h.id, h.name, h.address, h.generation from ${candidates})
    select h.id, h.name, h.address, h.generation, ${IS_AWAY}, ${sql.join(columns)}
    from candidate h,
      lateral (
        select ${perClass(sql`floor(i.total * i.allocation_ratio) - i.reserved`, "capacity")}
        from inventory i where i.host_id = h.id) p,
      lateral (select ${perClass(sql`c.amount`, "claimed")} from claim c where c.host_id = h.id) u
    where ${sql.join(fits, sql` and `)}
    order by "isAway", greatest(${sql.join(loads)}), h.name
    limit ${SHORT_LIST}`.execute(db);
  return present(rows).map(roomOf);
}

/** Hosts that are away are for those who find no other. */
function present(rows: RoomRow[]): RoomRow[] {
  const answering = rows.filter(({ isAway }) => !isAway);
  return answering.length > 0 ? answering : rows;
}

/** It was asked so often what is on it, and did not answer. */
const IS_AWAY = sql`
  exists (select from host_survey s where s.host_id = h.id and s.failures >= ${AWAY_AFTER}) as "isAway"`;

const capacity = (kind: ResourceClass) => sql.ref(`capacity_${kind}`);
const claimed = (kind: ResourceClass) => sql.ref(`claimed_${kind}`);
const after = (kind: ResourceClass, need: Partial<Resources>) => sql`(${claimed(kind)} + ${need[kind] ?? 0}::float8)`;

function perClass(value: RawBuilder<unknown>, name: "capacity" | "claimed") {
  return sql.join(
    CLASSES.map(
      (kind) =>
        sql`coalesce(sum(${value}) filter (where resource_class = ${sql.lit(kind)}), 0)::float8 as ${sql.ref(`${name}_${kind}`)}`,
    ),
  );
}

function roomOf(row: RoomRow): HostRoom {
  const { id, name, address, generation } = row;
  const resources = (of: "capacity" | "claimed"): Resources => ({
    ...{ VCPU: row[`${of}_VCPU`], MEMORY_MB: row[`${of}_MEMORY_MB`] },
    ...{ DISK_GB: row[`${of}_DISK_GB`], VM_SLOT: row[`${of}_VM_SLOT`] },
  });
  return { id, name, address, generation, capacity: resources("capacity"), claimed: resources("claimed") };
}

/**
 * The machine's row is locked first: whoever ends the request meanwhile waits for it, and then sees the claims. Then the
 * host's generation is compared and set, and only where it was does anything else happen. Another run for the same
 * machine may have made the same claims.
 */
async function claimIn(db: Db, { vm, request, from, host, need }: Claim): Promise<boolean> {
  const kinds = CLASSES.filter((kind) => need[kind]);
  const { rows } = await sql`
    with mine as (
      select id from vm where id = ${vm} and request_id = ${request} and host_id is not distinct from ${from}
      for no key update),
    counted as (
      update host set generation = generation + 1 from mine
      where host.id = ${host.id} and generation = ${host.generation} and state = 'active' returning host.id),
    settled as (update vm set host_id = counted.id from counted where vm.id = ${vm}),
    claimed as (
      insert into claim (host_id, consumer_id, resource_class, amount)
      select counted.id, ${vm}, kind, amount
      from counted, unnest(${kinds}::text[], ${kinds.map((kind) => need[kind])}::bigint[]) as n (kind, amount)
      on conflict (host_id, consumer_id, resource_class) do update set amount = greatest(claim.amount, excluded.amount))
    select id from counted`.execute(db);
  return rows.length > 0;
}
