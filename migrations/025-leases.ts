/** Leases of machines, and the times of the week at which machines are stopped and started. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter
    add column free_extensions integer not null default 2 check (free_extensions >= 0),
    add column free_extension_days integer not null default 30 check (free_extension_days >= 0)`,
  `alter table vm add column usable_at timestamptz`,
  `update vm set usable_at = created_at where state <> 'creating' and (state <> 'failed' or host_id is not null)`,
  `create index on vm (until) where until is not null and deleted_at is null`,
  `create table lease (
    vm_id text primary key references vm,
    extensions integer not null default 0,
    announced date,
    ending_id text references request
  )`,
  `comment on column lease.announced is 'the last day whose end was made known already'`,
  `comment on column lease.ending_id is 'the request that ends the machine'`,
  `create index on request ((details -> 'machines' -> 0 ->> 'id')) where kind = 'vm end' and not is_over`,
  `create table power_schedule (
    vm_id text primary key references vm,
    stop_on text,
    start_on text,
    time_zone text not null,
    stop_at timestamptz,
    start_at timestamptz,
    platform text not null,
    tenant text not null,
    user_id text not null,
    person_id text not null references person,
    paused text,
    check (stop_on is not null or start_on is not null),
    check ((stop_on is null) = (stop_at is null) and (start_on is null) = (start_at is null))
  )`,
  `comment on column power_schedule.stop_at is 'when it is stopped next'`,
  `comment on column power_schedule.paused is 'why nothing is done by it until somebody sets it anew'`,
  `create index on power_schedule (least(stop_at, start_at)) where paused is null`,
];
