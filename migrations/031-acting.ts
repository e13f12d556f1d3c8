/** What reports lead to: disputed charges, budgets of business units, and questions about what lies idle. */
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
  `alter table datacenter add column idle_look_at timestamptz`,
  `comment on column datacenter.idle_look_at is 'when idle reservations are looked for next'`,
  `create table idle_question (
    infrastructure_id text primary key references infrastructure,
    asked_at timestamptz not null,
    kept_by text references person,
    kept_at timestamptz,
    quiet_until timestamptz not null
  )`,
  `comment on table idle_question is 'whether what lies idle is kept: when that was asked last, who said so, and until when nobody is asked again'`,
];
