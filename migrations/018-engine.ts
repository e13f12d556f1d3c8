/** Workflows that wait for an operator, jobs that are tried again, and maintenance. */
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
  `alter table notice add column at timestamptz not null default now()`,
  `alter table workflow add column is_held boolean not null default false`,
  `comment on column workflow.is_held is 'its turn came under maintenance; it is queued again when that is over'`,
  `alter table datacenter add column maintenance text`,
  `comment on column datacenter.maintenance is 'while not null no new work is taken in; says why, in words of an admin'`,
];
