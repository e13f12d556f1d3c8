/** What reports lead to: disputed charges, and budgets of business units. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table taken_name drop constraint taken_name_kind_check`,
  `alter table taken_name add check (kind in ('unit', 'infrastructure', 'vm', 'review', 'dispute'))`,
  `create table budget (
    business_unit_id text primary key references business_unit,
    month numeric(18, 6) not null check (month > 0),
    alerts integer[] not null,
    next_at timestamptz not null
  )`,
  `comment on table budget is 'what a business unit means to spend in each month; alerts: whole percents of it at which its admins are told'`,
  `comment on column budget.next_at is 'when it is looked at next'`,
  `create index on budget (next_at)`,
  `create table budget_alert (
    business_unit_id text not null references business_unit,
    month text not null,
    budget numeric(18, 6) not null,
    percent integer not null,
    at timestamptz not null,
    primary key (business_unit_id, month, budget, percent)
  )`,
  `comment on table budget_alert is 'told already: once a month, for a budget of this amount'`,
];
