/** Actions of the datacenter: their versions, and the scripts of each by content. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table script (
    hash text primary key,
    content text not null
  )`,
  `comment on column script.hash is 'SHA-256 of the content'`,
  `create table script_set (
    hash text primary key,
    files jsonb not null
  )`,
  `comment on column script_set.files is 'path → hash of the script; the hash of the set is SHA-256 of this list'`,
  `create table action (
    name text primary key,
    is_enabled boolean not null default true
  )`,
  `create table action_version (
    action text not null references action,
    number integer not null check (number > 0),
    datacenter_id text references datacenter,
    pack text,
    state text not null check (state in ('draft', 'published', 'retired')),
    revision integer not null,
    source text not null,
    scripts text not null references script_set,
    plan jsonb,
    weight text check (weight in ('light', 'heavy')),
    follows integer,
    person_id text references person,
    at timestamptz not null,
    primary key (action, number),
    check (state <> 'published' or plan is not null and weight is not null)
  )`,
  `comment on column action_version.datacenter_id is 'null: it came with the product, and is the same in every datacenter'`,
  `comment on column action_version.pack is 'the pack of the product that it came with; null: it was made here'`,
  `comment on column action_version.follows is 'the version that was in force when this one was published'`,
  `create unique index on action_version (action) where state = 'draft'`,
  `create unique index on action_version (action) where state = 'published'`,
  `alter table workflow add column action_version integer`,
  `comment on column workflow.pack is 'the set of scripts that it runs'`,
  `comment on column workflow.action_version is 'the version whose plan it is; null: it began before actions had versions'`,
];
