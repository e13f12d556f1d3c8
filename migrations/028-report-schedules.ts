/** Reports that are posted into a channel regularly. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table report_schedule (
    number integer generated always as identity primary key,
    datacenter_id text not null references datacenter,
    report text not null,
    business_unit_id text references business_unit,
    every text not null,
    time_zone text not null,
    channel text not null,
    maker_id text not null references person,
    next_at timestamptz not null,
    created_at timestamptz not null
  )`,
  `comment on column report_schedule.business_unit_id is 'whose report it is; null: of all that its maker sees'`,
  `comment on column report_schedule.every is 'as people write it, mon-fri 09:00, in time_zone'`,
  `comment on column report_schedule.maker_id is 'with whose rights it is drawn each time'`,
  `create index on report_schedule (next_at)`,
];
