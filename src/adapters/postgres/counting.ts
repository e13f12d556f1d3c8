/** Locks what is counted, in one order for everybody, and reads the sums under these locks. */
import { sql } from "kysely";
import type { Counted, World } from "../../app/store.ts";
import { type Amounts, type Limits, NOTHING } from "../../domain/amount.ts";
import type { EngineLoad } from "../../domain/admission.ts";
import type { Tally } from "../../domain/quota.ts";
import type { Machine, VmState } from "../../domain/vm.ts";
import type { Tx } from "./pool.ts";

type Sums = Pick<World, "machines" | "tallies" | "load">;

const NO_LIMIT: Limits = { memoryMb: null, diskGb: null, vcpu: null, vms: null };

/** Locks machines, then service, infrastructure and datacenter; what is not asked for is neither locked nor read. */
export async function lockAndCount(tx: Tx, datacenter: string, counted: Counted): Promise<Sums> {
  const machines = counted.machines.length ? await lockMachines(tx, counted.machines) : [];
  const tallies: Sums["tallies"] = {};
  if (counted.service) tallies.service = await countService(tx, counted.service);
  if (counted.role) tallies.role = await countRole(tx, counted.role);
  if (counted.infrastructure) tallies.infrastructure = await countInfrastructure(tx, counted.infrastructure);
  if (counted.capacity || counted.engine) await lockDatacenter(tx, datacenter);
  if (counted.capacity) tallies.capacity = await countCapacity(tx, datacenter);
  const load = counted.engine ? await countLoad(tx, datacenter) : { running: 0, pending: 0, most: 0 };
  return { machines, tallies, load };
}

async function lockMachines(tx: Tx, ids: string[]): Promise<Machine[]> {
  const rows = await tx.selectFrom("vm").selectAll().where("id", "in", ids).orderBy("id").forNoKeyUpdate().execute();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, state: row.state as VmState, request: row.request_id },
    ...{ service: row.service_id, infrastructure: row.infrastructure_id, role: row.service_role_id },
    size: { memoryMb: row.memory_mb, diskGb: row.disk_gb, vcpu: row.vcpu, vms: 1 },
  }));
}

async function countService(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string; memory_mb: number; disk_gb: number }>`
    select i.name || '/' || s.name as name, s.memory_mb, s.disk_gb
    from service s join infrastructure i on i.id = s.infrastructure_id
    where s.id = ${id} for no key update of s`.execute(tx);
  const row = one(rows, `service ${id}`);
  const limit = { ...NO_LIMIT, memoryMb: row.memory_mb, diskGb: row.disk_gb };
  return { name: row.name, limit, taken: await taken(tx, sql`provider_id = ${id}`) };
}

async function countRole(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string; max_vms: number | null }>`
    select i.name || '/' || s.name || '/' || r.name as name, r.max_vms
    from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
    where r.id = ${id}`.execute(tx);
  const row = one(rows, `role ${id}`);
  return { name: row.name, limit: { ...NO_LIMIT, vms: row.max_vms }, taken: await taken(tx, sql`service_role_id = ${id}`) };
}

async function countInfrastructure(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string; vcpu: number | null; vms: number | null }>`
    select name, vcpu, vms from infrastructure where id = ${id} for no key update`.execute(tx);
  const { name, vcpu, vms } = one(rows, `infrastructure ${id}`);
  const ofMachines = sql`infrastructure_id = ${id} and service_role_id is not null`;
  return { name, limit: { ...NO_LIMIT, vcpu, vms }, taken: await taken(tx, ofMachines) };
}

async function lockDatacenter(tx: Tx, id: string): Promise<void> {
  await sql`select 1 from datacenter where id = ${id} for no key update`.execute(tx);
}

async function countCapacity(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string } & Record<keyof Amounts, string | null>>`
    select d.name, sum(v.room) filter (where v.resource_class = 'MEMORY_MB') as "memoryMb",
      sum(v.room) filter (where v.resource_class = 'DISK_GB') as "diskGb",
      sum(v.room) filter (where v.resource_class = 'VCPU') as vcpu,
      sum(v.room) filter (where v.resource_class = 'VM_SLOT') as vms
    from datacenter d
    left join (select h.datacenter_id, i.resource_class, floor(i.total * i.allocation_ratio) - i.reserved as room
      from inventory i join host h on h.id = i.host_id where h.state = 'active') v on v.datacenter_id = d.id
    where d.id = ${id} group by d.name`.execute(tx);
  const { name, ...room } = one(rows, `datacenter ${id}`);
  return { name, limit: numbers(room), taken: await taken(tx, sql`provider_id = ${id}`) };
}

/** Everything granted and held, summed up. */
async function taken(tx: Tx, where: ReturnType<typeof sql>): Promise<Amounts> {
  const { rows } = await sql<Record<keyof Amounts, string | null>>`
    select sum(memory_mb) as "memoryMb", sum(disk_gb) as "diskGb", sum(vcpu) as vcpu, sum(vms) as vms
    from allocation where ${where}`.execute(tx);
  return rows[0] ? numbers(rows[0]) : NOTHING;
}

/** Accepted workflows that run and that wait in a queue, and the most there may be. */
export async function countLoad(tx: Tx, datacenter: string): Promise<EngineLoad> {
  const { rows } = await sql<{ running: string; pending: string; most: number }>`
    select d.workflows_at_most as most, count(w.id) filter (where w.state = 'running') as running,
      count(w.id) filter (where w.state = 'queued') as pending
    from datacenter d left join workflow w on w.state in ('queued', 'running')
    where d.id = ${datacenter} group by d.id`.execute(tx);
  const row = one(rows, `datacenter ${datacenter}`);
  return { running: Number(row.running), pending: Number(row.pending), most: row.most };
}

function numbers(row: Record<keyof Amounts, string | null>): Amounts {
  return {
    memoryMb: Number(row.memoryMb ?? 0),
    diskGb: Number(row.diskGb ?? 0),
    vcpu: Number(row.vcpu ?? 0),
    vms: Number(row.vms ?? 0),
  };
}

function one<T>(rows: T[], what: string): T {
  const [row] = rows;
  if (!row) throw new Error(`counting ${what}, which is gone`);
  return row;
}
