/** Questions about idle machines beside those about idle reservations. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  "alter table idle_question drop constraint idle_question_pkey",
  "alter table idle_question alter column infrastructure_id drop not null",
  "alter table idle_question add unique (infrastructure_id)",
  "alter table idle_question add column vm_id text unique references vm",
  "alter table idle_question add check (num_nonnulls(infrastructure_id, vm_id) = 1)",
  `comment on column datacenter.idle_look_at is 'when idle reservations and machines are looked for next'`,
];
