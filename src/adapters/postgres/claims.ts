/** Claims on hosts in Postgres: what has room is one query, a claim is one transaction. */
import { sql } from "kysely";
import type { Among, Claim, ClaimStore, Holding, PlacedHost } from "../../app/capacity.ts";
import { CLASSES, type HostRoom, type ResourceClass, type Resources } from "../../domain/placement.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";

/** So many of the best hosts are handed over; the rule of placement ranks them for good. */
const SHORT_LIST = 32;

/**
 * Of a larger group so many hosts are looked at, by lot, and all only when none of them has room: summing up the claims
 * of thousands for each machine would take longer than the better place is worth. Kubernetes' scheduler does the same
 * (its manual, "percentageOfNodesToScore").
 */
const LOOKED_AT = 500;

export function startClaimStore(db: Db, lookedAt = LOOKED_AT): ClaimStore {
  return {
    holdingOf: (vm) => holdingOf(db, vm),
    async rooms(among, need) {
      const some = await rooms(db, among, need, lookedAt);
      return some.length > 0 ? some : rooms(db, among, need, null);
    },
    claim: (claim) => claimIn(db, claim),
  };
}

async function holdingOf(db: Db, vm: string): Promise<Holding> {
  const { rows } = await sql<{ request: string | null; host: PlacedHost | null; claimed: Partial<Resources> }>`
    select v.request_id as request,
      case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as host,
      coalesce((select jsonb_object_agg(c.resource_class, c.amount) from claim c
        where c.consumer_id = v.id and c.host_id = v.host_id), '{}') as claimed
    from vm v left join host h on h.id = v.host_id where v.id = ${vm}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`looking for the claims of machine ${vm}, which is gone`);
  return row;
}

type RoomRow = { id: string; name: string; generation: string } & Record<
  `capacity_${ResourceClass}` | `claimed_${ResourceClass}`,
  number
>;

/** The lowest load after the claim first, as the rule of placement has it. */
async function rooms(db: Db, among: Among, need: Partial<Resources>, lookedAt: number | null): Promise<HostRoom[]> {
  const where = "host" in among ? sql`h.id = ${among.host}` : sql`h.host_group = ${among.group}`;
  const { rows } = await sql<RoomRow>`
    with candidate as (select h.id, h.name, h.generation from host h where h.state = 'active' and ${where}
      order by random() limit ${lookedAt}),
    capacity as (
      select i.host_id, ${perClass(sql`floor(i.total * i.allocation_ratio) - i.reserved`, "capacity")}
      from inventory i join candidate on candidate.id = i.host_id group by i.host_id),
    claimed as (
      select c.host_id, ${perClass(sql`c.amount`, "claimed")}
      from claim c join candidate on candidate.id = c.host_id group by c.host_id),
    room as (
      select h.id, h.name, h.generation, ${sql.join(CLASSES.map((kind) => sql.ref(`capacity_${kind}`)))},
        ${sql.join(CLASSES.map((kind) => sql`coalesce(${claimed(kind)}, 0) as ${claimed(kind)}`))}
      from candidate h join capacity p on p.host_id = h.id left join claimed c on c.host_id = h.id)
    select * from room
    where ${sql.join(
      CLASSES.map((kind) => sql`${after(kind, need)} <= ${capacity(kind)}`),
      sql` and `,
    )}
    order by greatest(${sql.join(CLASSES.map((kind) => sql`${after(kind, need)} / greatest(1, ${capacity(kind)})`))}), name
    limit ${SHORT_LIST}`.execute(db);
  return rows.map(roomOf);
}

const capacity = (kind: ResourceClass) => sql.ref(`capacity_${kind}`);
const claimed = (kind: ResourceClass) => sql.ref(`claimed_${kind}`);
const after = (kind: ResourceClass, need: Partial<Resources>) => sql`(${claimed(kind)} + ${need[kind] ?? 0}::float8)`;

function perClass(value: ReturnType<typeof sql>, name: "capacity" | "claimed") {
  return sql.join(
    CLASSES.map(
      (kind) =>
        sql`coalesce(sum(${value}) filter (where resource_class = ${sql.lit(kind)}), 0)::float8 as ${sql.ref(`${name}_${kind}`)}`,
    ),
  );
}

function roomOf(row: RoomRow): HostRoom {
  const { id, name, generation } = row;
  const resources = (of: "capacity" | "claimed"): Resources => ({
    ...{ VCPU: row[`${of}_VCPU`], MEMORY_MB: row[`${of}_MEMORY_MB`] },
    ...{ DISK_GB: row[`${of}_DISK_GB`], VM_SLOT: row[`${of}_VM_SLOT`] },
  });
  return { id, name, generation, capacity: resources("capacity"), claimed: resources("claimed") };
}

/** Thrown to take everything back. */
class Conflict extends Error {}

async function claimIn(db: Db, claim: Claim): Promise<boolean> {
  try {
    await inTransaction(db, async (tx) => {
      await settle(tx, claim);
      await insertClaims(tx, claim);
      await compareAndSet(tx, claim.host);
    });
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** The machine's row first: whoever ends the request meanwhile waits for it, and then sees the claims. */
async function settle(tx: Tx, { vm, request, from, host }: Claim): Promise<void> {
  const { rows } = await sql`
    update vm set host_id = ${host.id}
    where id = ${vm} and request_id = ${request} and host_id is not distinct from ${from} returning id`.execute(tx);
  if (rows.length === 0) throw new Conflict();
}

/** Another run for the same machine may have made the same claims; the generation tells. */
async function insertClaims(tx: Tx, { vm, host, need }: Claim): Promise<void> {
  const rows = CLASSES.flatMap((kind) => {
    const amount = need[kind];
    return amount ? [{ host_id: host.id, consumer_id: vm, resource_class: kind, amount }] : [];
  });
  await tx
    .insertInto("claim")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function compareAndSet(tx: Tx, { id, generation }: HostRoom): Promise<void> {
  const { rows } = await sql`
    update host set generation = generation + 1
    where id = ${id} and generation = ${generation} and state = 'active' returning id`.execute(tx);
  if (rows.length === 0) throw new Conflict();
}
