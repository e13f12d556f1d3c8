/** Locks of tasks: who holds one and who waits for it, in the order in which they came. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table task_lock (
    id integer generated always as identity primary key,
    name text not null,
    per text not null,
    workflow_id text not null references workflow,
    position integer not null,
    asked_at timestamptz not null,
    held_at timestamptz,
    broken text
  )`,
  `comment on table task_lock is 'while an advisory lock of its id is held, the process that asked for it is alive'`,
  `comment on column task_lock.per is 'what there is one for each of, such as a host; empty: there is one'`,
  `comment on column task_lock.position is 'of the task in its workflow, as in activity'`,
  `comment on column task_lock.broken is 'who broke it and why; its holder is to let go of it'`,
  "create unique index task_lock_holder on task_lock (name, per) where held_at is not null",
  "create index on task_lock (name, per, id)",
  "create index on task_lock (workflow_id)",
];
