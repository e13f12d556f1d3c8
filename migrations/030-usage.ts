/** What machines use: a sample of each look at them, rolled up by hour and by day, and how long each is kept. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter
    add column keep_samples integer not null default 7 check (keep_samples > 0),
    add column keep_hours integer not null default 90,
    add column keep_days integer not null default 1100,
    add check (keep_samples <= keep_hours and keep_hours <= keep_days)`,
  `comment on column datacenter.keep_samples is 'for so many days samples are kept; the same for hours and days'`,
  `create table usage_sample (
    vm_id text not null references vm,
    at timestamptz not null,
    vcpu integer not null,
    is_off boolean not null,
    cpu_seconds double precision,
    memory_mb integer,
    disk_mb integer,
    primary key (vm_id, at)
  )`,
  `comment on column usage_sample.cpu_seconds is 'used since the machine was started; null: nobody knows, as with the two that follow'`,
  `comment on column usage_sample.memory_mb is 'in use; of a machine that is off it is 0'`,
  "create index on usage_sample (at)",
  `create table usage_due (
    hour timestamptz not null,
    vm_id text not null references vm,
    primary key (hour, vm_id)
  )`,
  `comment on table usage_due is 'hours with samples that are not rolled up yet'`,
  `create table usage_hour (
    vm_id text not null references vm,
    hour timestamptz not null,
    samples integer not null,
    cpu numeric(12, 6),
    cpu_peak numeric(12, 6),
    memory_mb numeric(14, 3),
    memory_peak_mb integer,
    disk_mb numeric(14, 3),
    disk_peak_mb integer,
    primary key (vm_id, hour)
  )`,
  `comment on table usage_hour is 'an hour without a sample has no row'`,
  `comment on column usage_hour.cpu is 'the share of its vCPUs that was busy: 0 to 1'`,
  "create index on usage_hour (hour)",
  `create table usage_day (
    vm_id text not null references vm,
    day date not null,
    hours integer not null,
    measured integer not null,
    cpu numeric(12, 6),
    memory_mb numeric(14, 3),
    memory_peak_mb integer,
    disk_mb numeric(14, 3),
    primary key (vm_id, day)
  )`,
  `comment on column usage_day.hours is 'of how many hours it is made'`,
  `comment on column usage_day.measured is 'in how many of them both memory and storage were measured'`,
  "create index on usage_day (day)",
];
