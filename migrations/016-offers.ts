/** What business units are offered of the datacenter, when one was closed, and the newest requests found at once. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table offer (
    business_unit_id text primary key references business_unit,
    environments text[] not null default '{}',
    networks text[] not null default '{}',
    templates text[] not null default '{}',
    memory_mb integer check (memory_mb > 0),
    disk_gb integer check (disk_gb > 0)
  )`,
  `comment on table offer is 'what of the datacenter a business unit is offered: an empty list is everything, null no ceiling, no row both'`,
  `alter table business_unit add column closed_at timestamptz`,
  `alter table business_unit drop constraint business_unit_datacenter_id_name_key`,
  `create unique index business_unit_open_name on business_unit (datacenter_id, name) where closed_at is null`,
  `create index on request (created_at desc)`,
];
