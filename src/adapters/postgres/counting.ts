/** Locks what is counted, in one order for everybody, and reads the sums under these locks. */
import { sql } from "kysely";
import type { Counted, World } from "../../app/store.ts";
import type { EngineLoad } from "../../domain/admission.ts";
import type { Limits } from "../../domain/amount.ts";
import type { Tally } from "../../domain/quota.ts";
import type { Machine, VmState } from "../../domain/vm.ts";
import { countCapacity, countTaken } from "./capacity.ts";
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
  return { name: row.name, limit, taken: await countTaken(tx, sql`provider_id = ${id}`) };
}

async function countRole(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string; max_vms: number | null }>`
    select i.name || '/' || s.name || '/' || r.name as name, r.max_vms
    from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
    where r.id = ${id}`.execute(tx);
  const row = one(rows, `role ${id}`);
  return {
    name: row.name,
    limit: { ...NO_LIMIT, vms: row.max_vms },
    taken: await countTaken(tx, sql`service_role_id = ${id}`),
  };
}

async function countInfrastructure(tx: Tx, id: string): Promise<Tally> {
  const { rows } = await sql<{ name: string; vcpu: number | null; vms: number | null }>`
    select name, vcpu, vms from infrastructure where id = ${id} for no key update`.execute(tx);
  const { name, vcpu, vms } = one(rows, `infrastructure ${id}`);
  const ofMachines = sql`infrastructure_id = ${id} and service_role_id is not null`;
  return { name, limit: { ...NO_LIMIT, vcpu, vms }, taken: await countTaken(tx, ofMachines) };
}

async function lockDatacenter(tx: Tx, id: string): Promise<void> {
  await sql`select 1 from datacenter where id = ${id} for no key update`.execute(tx);
}

/** Accepted workflows that run and that wait in a queue, and the most there may be. */
async function countLoad(tx: Tx, datacenter: string): Promise<EngineLoad> {
  const { rows } = await sql<{ running: string; pending: string; most: number }>`
    select d.workflows_at_most as most, count(w.id) filter (where w.state = 'running') as running,
      count(w.id) filter (where w.state = 'queued') as pending
    from datacenter d left join workflow w on w.state in ('queued', 'running')
    where d.id = ${datacenter} group by d.id`.execute(tx);
  const row = one(rows, `datacenter ${datacenter}`);
  return { running: Number(row.running), pending: Number(row.pending), most: row.most };
}

function one<T>(rows: T[], what: string): T {
  const [row] = rows;
  if (!row) throw new Error(`counting ${what}, which is gone`);
  return row;
}
