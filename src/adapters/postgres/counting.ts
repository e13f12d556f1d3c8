/** Locks what is counted, in one order for everybody, and says what to read under these locks. */
import { type RawBuilder, sql } from "kysely";
import type { Counted, World } from "../../app/store.ts";
import { Refusal } from "../../domain/refusal.ts";
import { MACHINE } from "./machines.ts";
import { ceilingOf, offeredTo } from "./offers.ts";
import type { Tx } from "./pool.ts";
import { tally } from "./tally.ts";
import { lockNewcomers, partsOf } from "./whole.ts";

/** What `sumsOf` reads; the datacenter's capacity is counted apart. */
export interface Sums {
  machines: World["machines"];
  service: World["tallies"]["service"] | null;
  role: World["tallies"]["role"] | null;
  infrastructure: World["tallies"]["infrastructure"] | null;
  offer: World["tallies"]["offer"] | null;
  offered: World["offered"];
  load: World["load"];
  isAwaited: boolean;
  environment: string | null;
  home: World["home"];
}

/**
 * Locks machines, then service, infrastructure and datacenter, as far as they are asked for. One statement does it in
 * this order, because each part has to count the rows of the part before first.
 */
export async function lockCounted(tx: Tx, datacenter: string | RawBuilder<string>, counted: Counted): Promise<void> {
  const { machines, service, infrastructure, whole, capacity, engine, offer } = counted;
  const wanted = [
    ...(machines.length ? [sql`vm where id = any(${machines}::text[])`] : []),
    ...(whole ? [partsOf(whole).machines, partsOf(whole).services, sql`infrastructure where id = ${whole}`] : []),
    ...(service ? [sql`service where id = ${service}`] : []),
    ...(infrastructure ? [sql`infrastructure where id = ${infrastructure}`] : []),
    ...(capacity || engine || offer ? [sql`datacenter where id = ${datacenter}`] : []),
  ];
  if (wanted.length === 0) return;
  const part = (n: number) => sql.ref(`part_${n}`);
  const parts = wanted.map((rows, n) => {
    const after = n === 0 ? sql`` : sql`and (select count(*) from ${part(n - 1)}) >= 0`;
    return sql`${part(n)} as materialized (select 1 from ${rows} ${after} order by id for no key update)`;
  });
  await sql`with ${sql.join(parts)} select count(*) from ${part(wanted.length - 1)}`.execute(tx);
  if (whole) await lockNewcomers(tx, whole);
}

/** Columns with the sums of what is asked for, for a statement that reads the datacenter as `d`. */
export function sumsOf({
  machines,
  service,
  role,
  infrastructure,
  capacity,
  engine,
  offer,
  unit,
}: Counted): RawBuilder<Sums> {
  return sql`
    ${machines.length ? machinesOf(machines) : sql`'[]'::jsonb`} as machines,
    ${service ? serviceTally(service) : sql`null`} as service,
    ${role ? roleTally(role) : sql`null`} as role,
    ${infrastructure ? infrastructureTally(infrastructure) : sql`null`} as infrastructure,
    ${unit && offer && capacity ? ceilingOf(unit) : sql`null`} as offer,
    ${unit && offer ? offeredTo(unit) : sql`null`} as offered,
    ${engine ? LOAD : NO_LOAD} as load, ${engine ? IS_AWAITED : sql`false`} as "isAwaited",
    ${service || machines.length ? environmentOf(service, machines) : sql`null`} as environment,
    ${infrastructure || machines.length ? homeOf(infrastructure, machines) : sql`null`} as home`;
}

/** The sums, once every row that was to be counted is there. Throws a Refusal `not-found` when one is gone. */
export function requireCounted<S extends Sums>(counted: Counted, sums: S): S {
  for (const what of ["service", "role", "infrastructure"] as const)
    if (counted[what] && !sums[what]) throw goneMeanwhile(what);
  return sums;
}

function goneMeanwhile(what: string): Refusal {
  return new Refusal("not-found", `the ${what} is gone: its infrastructure was changed`, "see yours: infra list");
}

function machinesOf(ids: string[]) {
  return sql`(select coalesce(jsonb_agg(${MACHINE} order by id), '[]') from vm where id = any(${ids}::text[]))`;
}

function environmentOf(service: string | undefined, [machine]: string[]) {
  const id = service ? sql`${service}` : sql`(select service_id from vm where id = ${machine})`;
  return sql`(select environment from service where id = ${id})`;
}

function homeOf(infrastructure: string | undefined, [machine]: string[]) {
  const id = infrastructure ? sql`${infrastructure}` : sql`(select infrastructure_id from vm where id = ${machine})`;
  return sql`(
    select jsonb_build_object('name', name, 'state', state, 'ending', ending_id) from infrastructure where id = ${id})`;
}

function serviceTally(id: string) {
  return sql`(
    select ${tally(sql`i.name || '/' || s.name`, { memoryMb: sql`s.memory_mb`, diskGb: sql`s.disk_gb` }, sql`provider_id = ${id}`)}
    from service s join infrastructure i on i.id = s.infrastructure_id where s.id = ${id} and s.removed_at is null)`;
}

function roleTally(id: string) {
  return sql`(
    select ${tally(sql`i.name || '/' || s.name || '/' || r.name`, { vms: sql`r.max_vms` }, sql`service_role_id = ${id}`)}
    from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
    where r.id = ${id} and r.removed_at is null)`;
}

/** What its machines take, beside what its services may. */
function infrastructureTally(id: string) {
  const ofMachines = sql`infrastructure_id = ${id} and service_role_id is not null`;
  return sql`(
    select ${tally(sql`i.name`, { vcpu: sql`i.vcpu`, vms: sql`i.vms` }, ofMachines)}
    from infrastructure i where i.id = ${id})`;
}

/** Accepted workflows that run, or ask before they go on, and that wait in a queue, and the most there may be. */
export const LOAD = sql`(
  select jsonb_build_object('most', d.workflows_at_most, 'running', count(*) filter (where w.state <> 'queued'),
    'pending', count(*) filter (where w.state = 'queued'))
  from workflow w where w.state in ('queued', 'running', 'asking'))`;

const NO_LOAD = sql`'{"most": 0, "running": 0, "pending": 0}'::jsonb`;

const IS_AWAITED = sql`exists (select from request where state = 'waiting' and not is_over)`;
