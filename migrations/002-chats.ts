/** What chats need: what came in already, the platforms' own addresses, codes that link identities, posts that failed. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table received (
    key text primary key,
    at timestamptz not null
  )`,
  `create index on received (at)`,
  `create table address (
    platform text not null,
    tenant text not null,
    conversation text not null,
    address jsonb not null,
    primary key (platform, tenant, conversation)
  )`,
  `create table link_code (
    code_hash text primary key,
    person_id text not null references person,
    expires_at timestamptz not null
  )`,
  `alter table posted_card add column failure text`,
  `comment on column posted_card.failure is 'why the card can never be shown here, as a sentence; null: it can, or was not tried'`,
];
