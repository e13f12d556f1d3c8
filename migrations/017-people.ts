/** People: who stands in for whom, how each chose to be told, and what became of every notice. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...DELEGATIONS, ...CHOICES, ...NOTICES]) await sql.raw(statement).execute(db);
}

const DELEGATIONS = [
  `create table delegation (
    person_id text primary key references person,
    delegate_id text not null references person check (delegate_id <> person_id),
    until date not null,
    ends_at timestamptz not null,
    reason text not null default ''
  )`,
  `comment on table delegation is 'who decides in whose place; one at a time for each, in force until ends_at'`,
  `create index on delegation (delegate_id)`,
  `create index on delegation (ends_at)`,
];

const CHOICES = [
  `create table notice_choice (
    person_id text primary key references person,
    digest boolean not null,
    quiet_from text,
    quiet_to text,
    place text not null check (place in ('dm', 'channel')),
    check ((quiet_from is null) = (quiet_to is null))
  )`,
];

const NOTICES = [
  `alter table notice
    add column status text not null default 'said' check (status in ('waiting', 'said', 'failed')),
    add column how text not null default 'alone' check (how in ('alone', 'digest', 'reminder', 'card')),
    add column due_at timestamptz,
    add column failure text,
    add column person_id text references person,
    add column request_id text references request,
    add column beside text,
    add check (due_at is null or status = 'waiting'),
    add check ((status = 'failed') = (failure is not null))`,
  `comment on column notice.due_at is 'when what waits is to be said; null when it was handed over to be said'`,
  `comment on column notice.how is 'alone, in a digest with others, or while the request is pending as a reminder or its card'`,
  `comment on column notice.failure is 'why it can never be said here, as a sentence'`,
  `create index on notice (due_at) where status = 'waiting'`,
  `create index on notice (request_id) where status = 'failed'`,
];
