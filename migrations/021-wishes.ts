/** What people asked for when the engine was full, kept so that a button can ask it again. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table refused_wish (
    id text primary key,
    number bigint generated always as identity,
    person_id text not null references person,
    command text not null,
    arguments jsonb not null,
    at timestamptz not null,
    used_at timestamptz
  )`,
  `comment on column refused_wish.arguments is 'as they were typed, by name'`,
  `comment on column refused_wish.used_at is 'when it was asked again; that is done once'`,
  "create index on refused_wish (person_id, number)",
  "create index on refused_wish (at)",
];
