/** What a provider has, and what is taken of it. */
import { type RawBuilder, sql } from "kysely";
import type { Amounts } from "../../domain/amount.ts";
import type { Tally } from "../../domain/quota.ts";
import type { Db, Tx } from "./pool.ts";

type Sums = Record<keyof Amounts, string | null>;

/** The room of the datacenter's active hosts, and what infrastructures take of it. Throws when there is no such datacenter. */
export async function countCapacity(db: Db | Tx, datacenter: string): Promise<Tally> {
  const { rows } = await sql<{ name: string } & Sums>`
    select d.name,
      sum(v.room) filter (where v.resource_class = 'MEMORY_MB') as "memoryMb",
      sum(v.room) filter (where v.resource_class = 'DISK_GB') as "diskGb",
      sum(v.room) filter (where v.resource_class = 'VCPU') as vcpu,
      sum(v.room) filter (where v.resource_class = 'VM_SLOT') as vms
    from datacenter d
    left join (
      select h.datacenter_id, i.resource_class, floor(i.total * i.allocation_ratio) - i.reserved as room
      from inventory i join host h on h.id = i.host_id
      where h.state = 'active') v on v.datacenter_id = d.id
    where d.id = ${datacenter}
    group by d.name`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`counting datacenter ${datacenter}, which is gone`);
  const { name, ...room } = row;
  return { name, limit: numbers(room), taken: await countTaken(db, sql`provider_id = ${datacenter}`) };
}

/** Everything granted and held in those rows of `allocation`, summed up. */
async function countTaken(db: Db | Tx, where: RawBuilder<unknown>): Promise<Amounts> {
  const { rows } = await sql<Sums>`
    select sum(memory_mb) as "memoryMb", sum(disk_gb) as "diskGb", sum(vcpu) as vcpu, sum(vms) as vms
    from allocation
    where ${where}`.execute(db);
  return numbers(rows[0] ?? NO_ROWS);
}

const NO_ROWS: Sums = { memoryMb: null, diskGb: null, vcpu: null, vms: null };

function numbers({ memoryMb, diskGb, vcpu, vms }: Sums): Amounts {
  return { memoryMb: Number(memoryMb), diskGb: Number(diskGb), vcpu: Number(vcpu), vms: Number(vms) };
}
