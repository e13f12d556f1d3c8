/** Approval in full: policies, what was ruled of each request, and what time will do to it. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...POLICIES, ...REQUESTS, ...REVIEWS, ...PENDING]) await sql.raw(statement).execute(db);
}

const REVIEWS = [
  `alter table taken_name drop constraint taken_name_kind_check`,
  `alter table taken_name add check (kind in ('unit', 'infrastructure', 'vm', 'review'))`,
];

const POLICIES = [
  `create table policy (
    datacenter_id text not null references datacenter,
    version integer not null check (version > 0),
    source text not null,
    imported_by text references person,
    imported_at timestamptz not null,
    primary key (datacenter_id, version)
  )`,
  `comment on table policy is 'the newest version is in force; without any it is the one that the product ships, version 0'`,
  `create trigger append_only before update or delete or truncate on policy
    for each statement execute function refuse_change()`,
];

const REQUESTS = [
  `alter table request
    add column ruling jsonb,
    add column remind_at timestamptz,
    add column escalate_at timestamptz,
    add column paused jsonb`,
  `comment on column request.paused is 'what is left of timers that stand still, in milliseconds'`,
  `create index on request (remind_at) where remind_at is not null`,
  `create index on request (escalate_at) where escalate_at is not null`,
  `create index on request (business_unit_id, (ruling ->> 'rule'), created_at)`,
];

/** What was submitted before there were policies was ruled on by what is now the policy that ships. */
const PENDING = [
  `update request set ruling = jsonb_build_object('policy', 0, 'rule', '', 'why', 'asked before there were policies',
    'stages', context -> 'stages', 'askIn', '["approvals", "unit"]'::jsonb, 'remind', null, 'escalate', null,
    'expire', '{"after": "7d", "grants": false}'::jsonb, 'hours', null) where state <> 'draft'`,
  `update request set context = context
    || '{"override": null, "talk": [], "offer": null, "reminders": 0, "isEscalated": false}'::jsonb
    || jsonb_build_object('yeses', coalesce(
      (select jsonb_agg(yes || jsonb_build_object('right', yes -> 'by')) from jsonb_array_elements(context -> 'yeses') yes), '[]'))`,
];
