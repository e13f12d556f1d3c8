/** What hosts say of themselves: when each was asked and answered, what was seen on it, and where that differs from our books. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table host_survey (
    host_id text primary key references host on delete cascade,
    due_at timestamptz not null,
    asked_at timestamptz,
    answered_at timestamptz,
    look_at timestamptz,
    failures integer not null default 0,
    silent_since timestamptz,
    reason text not null default ''
  )`,
  `comment on column host_survey.asked_at is 'when it was asked what it has not answered yet; null: nothing is open'`,
  `comment on column host_survey.look_at is 'when the look began that the observations are of, by the clock of the database'`,
  `comment on column host_survey.failures is 'how often in a row it did not answer'`,
  "create index on host_survey (due_at)",
  `create table observation (
    host_id text not null references host on delete cascade,
    key text not null,
    vm_id text,
    name text not null,
    state text not null check (state in ('running', 'stopped', 'paused', 'stored', 'failed')),
    vcpu integer not null,
    memory_mb integer not null,
    disk_gb integer not null,
    address text,
    cpu_seconds double precision,
    memory_used_mb integer,
    disk_used_mb integer,
    since timestamptz not null,
    seen_at timestamptz not null,
    primary key (host_id, key)
  )`,
  `comment on table observation is 'the machines that each host named when it answered last'`,
  `comment on column observation.key is 'the machine''s id; of those that are not ours their name on the host'`,
  `comment on column observation.since is 'when it was seen there first'`,
  "create index on observation (vm_id)",
  `create table drift (
    host_id text not null references host on delete cascade,
    kind text not null check (kind in ('state', 'missing', 'twice', 'elsewhere', 'size', 'deleted')),
    vm_id text not null,
    text text not null,
    since timestamptz not null,
    primary key (host_id, kind, vm_id)
  )`,
  `comment on table drift is 'where our books and what a host says differ, as long as they do; each was told once'`,
  "create index on drift (vm_id)",
  "alter table vm add column changed_at timestamptz not null default clock_timestamp()",
  `comment on column vm.changed_at is 'when it was last in anybody''s hands, by the clock of the database'`,
  `create function note_change() returns trigger language plpgsql as $$
    begin
      new.changed_at = clock_timestamp();
      return new;
    end $$`,
  `create trigger changed before update of state, request_id, host_id, name, vcpu, memory_mb, disk_gb on vm
    for each row execute function note_change()`,
];
