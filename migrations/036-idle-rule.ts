/** What counts as idle, as a setting of the datacenter. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table datacenter
    add column idle_percent integer not null default 80 check (idle_percent between 1 and 99),
    add column idle_days integer not null default 30 check (idle_days between 1 and 365),
    add column idle_cpu_percent integer not null default 5 check (idle_cpu_percent between 1 and 99),
    add column idle_cpu_days integer not null default 14 check (idle_cpu_days between 1 and 365),
    add column idle_quiet_days integer not null default 90 check (idle_quiet_days between 1 and 3650)`,
  `comment on column datacenter.idle_percent is 'a reservation is idle of which more percent lay unused, on each of idle_days whole days'`,
  `comment on column datacenter.idle_cpu_percent is 'a machine is idle whose processors were less busy, in percent, but for one hour in twenty of idle_cpu_days'`,
  `comment on column datacenter.idle_quiet_days is 'for so many days nobody is asked again'`,
];
