/** Secrets as they are kept, what tasks put out that is too large for the data item, and what a workflow returned. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table secret (
    datacenter_id text not null references datacenter,
    name text not null,
    key_id text not null,
    sealed text not null,
    set_at timestamptz not null,
    set_by text not null references person,
    primary key (datacenter_id, name)
  )`,
  `comment on column secret.sealed is 'nonce, tag and AES-256-GCM ciphertext, in base64; the name is authenticated with it'`,
  `comment on column secret.key_id is 'which key opens it'`,
  `create table activity_output (
    workflow_id text not null,
    position integer not null,
    name text not null,
    value jsonb not null,
    primary key (workflow_id, position, name),
    foreign key (workflow_id, position) references activity
  )`,
  `alter table workflow add column returns jsonb not null default '{}'`,
];
