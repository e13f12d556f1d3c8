/** Workflows that wait for an operator, and jobs that are tried again. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table workflow drop constraint workflow_state_check`,
  `alter table workflow add check (state in ('queued', 'running', 'asking', 'done', 'failed', 'cancelled'))`,
  `alter table workflow add column attempt integer not null default 1`,
  `comment on column workflow.attempt is 'raised whenever somebody has it tried again'`,
  `create index on workflow (state) where state = 'asking'`,
  `alter table activity drop constraint activity_state_check`,
  `alter table activity add check (state in ('running', 'done', 'failed', 'continued', 'asking', 'waiting'))`,
];
