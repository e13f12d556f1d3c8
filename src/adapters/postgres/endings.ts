/** Infrastructures that end some day, and the requests that end them. */
import { type RawBuilder, sql } from "kysely";
import type { Expiring } from "../../app/calendar.ts";
import type { EndingStore } from "../../app/endings.ts";
import type { Db } from "./pool.ts";

export function startEndingStore(db: Db): EndingStore {
  return {
    expiring: (until) => expiring(db, until === null ? sql`true` : sql`i.until <= ${until}::date`),
    endingsOf: (infrastructure, states) => endingsOf(db, infrastructure, states),
    concerned: (infrastructure) => concerned(db, infrastructure),
  };
}

async function expiring(db: Db, where: RawBuilder<unknown>): Promise<Expiring[]> {
  const { rows } = await sql<Expiring>`
    select i.id, i.name, i.business_unit_id as "businessUnit", i.until, i.usable_at as "usableAt", d.time_zone as "timeZone"
    from infrastructure i join datacenter d on d.id = i.datacenter_id
    where i.state = 'provisioned' and i.until is not null and i.usable_at is not null
      and i.announced is distinct from i.until and ${where}
    order by i.until, i.id`.execute(db);
  return rows;
}

async function endingsOf(db: Db, infrastructure: string, states: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request
    where kind in ('infra decommission', 'infra end') and not is_over and state = any(${states}::text[])
      and infrastructure_id = ${infrastructure}
    order by created_at, length(id), id`.execute(db);
  return rows.map((row) => row.id);
}

async function concerned(db: Db, infrastructure: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select g.person_id as person
    from role_grant g
    join infrastructure i on i.id = ${infrastructure} and (i.business_unit_id = g.business_unit_id or i.id = g.infrastructure_id)
    where g.role = 'bu-admin'
    union
    select requester_id from request where kind = 'infra new' and infrastructure_id = ${infrastructure}
    order by person`.execute(db);
  return rows.map((row) => row.person);
}
