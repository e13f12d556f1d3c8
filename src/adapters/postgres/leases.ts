/** Leases of machines: as a decision reads them, those that end some day, and the requests that end them. */
import { type RawBuilder, sql } from "kysely";
import type { ExpiringMachine, LeaseStore } from "../../app/leases.ts";
import type { Lease } from "../../domain/lease.ts";
import type { Db, Tx } from "./pool.ts";

export function startLeaseStore(db: Db): LeaseStore {
  return {
    expiring: (until) => expiring(db, until === null ? sql`true` : sql`v.until <= ${until}::date`),
    endingsOf: (machine, states) => endingsOf(db, machine, states),
    owners: (machines) => owners(db, machines),
  };
}

/** The request that ends this machine. */
export const ENDING_OF = (id: RawBuilder<unknown>) =>
  sql<string | null>`(select l.ending_id from lease l where l.vm_id = ${id})`;

/** Throws when there is no such machine. */
export async function readLease(db: Db | Tx, machine: string): Promise<Lease> {
  const { rows } = await sql<Lease>`
    select v.until, v.usable_at as "usableAt", coalesce(l.extensions, 0) as extensions, l.announced,
      (select state from request where id = l.ending_id) as "endingState"
    from vm v left join lease l on l.vm_id = v.id where v.id = ${machine}`.execute(db);
  const [lease] = rows;
  if (!lease) throw new Error(`looking at the lease of machine ${machine}, which is not there`);
  return lease;
}

/** What is in an infrastructure that is wound up ends with it. */
async function expiring(db: Db, where: RawBuilder<unknown>): Promise<ExpiringMachine[]> {
  const { rows } = await sql<ExpiringMachine>`
    select v.id, v.name, v.business_unit_id as "businessUnit", v.until, v.usable_at as "usableAt", v.template,
      v.service_id as service, v.infrastructure_id as infrastructure, v.service_role_id as role, d.time_zone as "timeZone"
    from vm v
    join infrastructure i on i.id = v.infrastructure_id and i.state = 'provisioned'
    join datacenter d on d.id = v.datacenter_id
    left join lease l on l.vm_id = v.id
    where v.deleted_at is null and v.until is not null and v.usable_at is not null
      and l.announced is distinct from v.until and ${where}
    order by v.until, v.id`.execute(db);
  return rows;
}

async function endingsOf(db: Db, machine: string, states: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request
    where kind = 'vm end' and not is_over and state = any(${states}::text[])
      and details -> 'machines' -> 0 ->> 'id' = ${machine}
    order by created_at, length(id), id`.execute(db);
  return rows.map((row) => row.id);
}

async function owners(db: Db, machines: string[]): Promise<string[]> {
  const rows = await db.selectFrom("vm").select("requester_id").distinct().where("id", "in", machines).execute();
  return rows.map((row) => row.requester_id);
}
