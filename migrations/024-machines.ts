/** Snapshots of machines, and how many there may be of each. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter add column snapshots_at_most integer not null default 5 check (snapshots_at_most >= 0)`,
  `create table vm_snapshot (
    vm_id text not null references vm,
    name text not null,
    at timestamptz not null,
    primary key (vm_id, name)
  )`,
  `comment on table vm_snapshot is 'what a machine can come back to'`,
];
