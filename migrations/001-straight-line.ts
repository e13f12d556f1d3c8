/** The first tables: a datacenter and its people, capacity and its shares, requests and the work they cause. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...PEOPLE,
    ...CATALOGUE,
    ...CAPACITY,
    ...HIERARCHY,
    ...REQUESTS,
    ...WORK,
    ...TOLD,
    ...AUDIT,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

const PEOPLE = [
  `create table datacenter (
    id text primary key,
    name text not null unique,
    currency text not null,
    time_zone text not null,
    request_prefix text not null default 'REQ',
    approvals_channel text not null default '#approvals',
    workflows_at_most integer not null default 1000,
    light_at_once integer not null default 8,
    heavy_at_once integer not null default 2,
    last_request bigint not null default 0,
    created_at timestamptz not null
  )`,
  `create table person (
    id text primary key,
    datacenter_id text references datacenter,
    name text not null,
    created_at timestamptz not null
  )`,
  `create table identity (
    platform text not null,
    tenant text not null,
    user_id text not null,
    person_id text not null references person,
    primary key (platform, tenant, user_id)
  )`,
  `create index on identity (person_id)`,
  `create table business_unit (
    id text primary key,
    datacenter_id text not null references datacenter,
    name text not null,
    cost_center text not null,
    channel text,
    created_at timestamptz not null,
    unique (datacenter_id, name)
  )`,
  `create table role_grant (
    datacenter_id text references datacenter,
    person_id text not null references person,
    role text not null,
    business_unit_id text references business_unit,
    unique nulls not distinct (person_id, role, business_unit_id)
  )`,
];

const CATALOGUE = [
  `create table resource (
    datacenter_id text not null references datacenter,
    kind text not null check (kind in ('environment', 'network', 'domain', 'balancer', 'san', 'storage-pool')),
    name text not null,
    primary key (datacenter_id, kind, name)
  )`,
  `create table template (
    id text primary key,
    datacenter_id text not null references datacenter,
    name text not null,
    vcpu integer not null check (vcpu > 0),
    memory_mb integer not null check (memory_mb > 0),
    disk_gb integer not null check (disk_gb > 0),
    day_price numeric(18, 6),
    retired_at timestamptz,
    unique (datacenter_id, name)
  )`,
  `create table rate (
    datacenter_id text not null references datacenter,
    starts_on date not null,
    memory numeric(18, 6) not null,
    storage numeric(18, 6) not null,
    primary key (datacenter_id, starts_on)
  )`,
];

const CAPACITY = [
  `create table host (
    id text primary key,
    datacenter_id text not null references datacenter,
    name text not null,
    host_group text not null,
    state text not null check (state in ('active', 'draining')),
    generation bigint not null default 0,
    unique (datacenter_id, name)
  )`,
  `create table inventory (
    host_id text not null references host on delete cascade,
    resource_class text not null,
    total bigint not null check (total >= 0),
    reserved bigint not null default 0 check (reserved >= 0),
    allocation_ratio numeric(6, 3) not null default 1 check (allocation_ratio > 0),
    primary key (host_id, resource_class)
  )`,
  `create table claim (
    host_id text not null references host,
    consumer_id text not null,
    resource_class text not null,
    amount bigint not null check (amount > 0),
    primary key (host_id, consumer_id, resource_class)
  )`,
  `create index on claim (consumer_id)`,
];

const HIERARCHY = [
  `create table infrastructure (
    id text primary key,
    datacenter_id text not null references datacenter,
    business_unit_id text not null references business_unit,
    name text not null,
    state text not null check (state in ('approved', 'provisioned')),
    memory_mb integer not null check (memory_mb > 0),
    disk_gb integer not null check (disk_gb > 0),
    vcpu integer,
    vms integer,
    until date,
    reason text not null,
    host_group text,
    storage_pool text,
    networks jsonb not null default '{}',
    usable_at timestamptz,
    unique (datacenter_id, name)
  )`,
  `create table service (
    id text primary key,
    infrastructure_id text not null references infrastructure on delete cascade,
    name text not null,
    environment text not null,
    memory_mb integer not null check (memory_mb > 0),
    disk_gb integer not null check (disk_gb > 0),
    networks text[] not null,
    templates text[] not null,
    domain text,
    balancer text,
    san text,
    unique (infrastructure_id, name)
  )`,
  `create table service_role (
    id text primary key,
    service_id text not null references service on delete cascade,
    name text not null,
    templates text[] not null,
    network text,
    max_vms integer,
    unique (service_id, name)
  )`,
  `create table vm (
    id text primary key,
    datacenter_id text not null references datacenter,
    business_unit_id text not null references business_unit,
    infrastructure_id text not null references infrastructure,
    service_id text not null references service,
    service_role_id text not null references service_role,
    name text not null,
    template text not null,
    vcpu integer not null,
    memory_mb integer not null,
    disk_gb integer not null,
    day_price numeric(18, 6) not null,
    state text not null,
    request_id text,
    host_id text references host,
    address text,
    requester_id text not null references person,
    until date,
    created_at timestamptz not null,
    deleted_at timestamptz
  )`,
  `create index on vm (business_unit_id) where deleted_at is null`,
  `create index on vm (service_role_id) where deleted_at is null`,
  `create index on vm (host_id) where deleted_at is null`,
  `create table taken_name (
    datacenter_id text not null references datacenter,
    kind text not null check (kind in ('unit', 'infrastructure', 'vm')),
    name text not null,
    owner_id text not null,
    primary key (datacenter_id, kind, name)
  )`,
  `create index on taken_name (owner_id)`,
  `create table allocation (
    consumer_id text not null,
    provider_id text not null,
    infrastructure_id text not null,
    service_role_id text,
    memory_mb integer not null,
    disk_gb integer not null,
    vcpu integer not null,
    vms integer not null,
    held_by text
  )`,
  `comment on table allocation is 'what a consumer (infrastructure, vm) takes of a provider (datacenter, service); with held_by it is a hold of that pending request'`,
  `create index on allocation (provider_id)`,
  `create index on allocation (consumer_id)`,
  `create index on allocation (infrastructure_id)`,
  `create index on allocation (held_by) where held_by is not null`,
];

const REQUESTS = [
  `create table request (
    id text primary key,
    datacenter_id text not null references datacenter,
    kind text not null,
    subject text not null,
    machine text not null,
    machine_version integer not null,
    state text not null,
    context jsonb not null,
    details jsonb not null,
    business_unit_id text references business_unit,
    requester_id text not null references person,
    version integer not null default 1,
    is_over boolean not null default false,
    created_at timestamptz not null,
    deadline_at timestamptz
  )`,
  `create index on request (deadline_at) where deadline_at is not null`,
  `create index on request (requester_id, created_at desc)`,
  `create index on request (business_unit_id, created_at desc)`,
  `create index on request (state, created_at) where not is_over`,
  `create index on request (subject)`,
];

const WORK = [
  `create table workflow (
    id text primary key,
    request_id text not null references request,
    job text not null,
    action text not null,
    weight text not null check (weight in ('light', 'heavy')),
    pack text not null,
    plan jsonb not null,
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    run integer not null default 0,
    cancel_asked boolean not null default false,
    reason text not null default '',
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz
  )`,
  `create index on workflow (request_id)`,
  `create index on workflow (state) where state in ('queued', 'running')`,
  `create table activity (
    workflow_id text not null references workflow,
    position integer not null,
    task text not null,
    state text not null check (state in ('running', 'done', 'failed')),
    tries integer not null default 1,
    outputs jsonb not null default '{}',
    reason text not null default '',
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (workflow_id, position)
  )`,
  `create table outbox (
    id bigint generated always as identity primary key,
    queue text not null,
    name text not null,
    payload jsonb not null,
    created_at timestamptz not null default now()
  )`,
];

const TOLD = [
  `create table posted_card (
    request_id text not null references request,
    platform text not null,
    tenant text not null,
    conversation text not null,
    message text,
    shown_version integer not null default 0,
    primary key (request_id, platform, tenant, conversation)
  )`,
  `create table notice (
    id text not null,
    platform text not null,
    tenant text not null,
    conversation text not null,
    text text not null,
    message text,
    primary key (id, platform, tenant, conversation)
  )`,
];

const AUDIT = [
  `create table audit_event (
    id bigint generated always as identity primary key,
    datacenter_id text,
    at timestamptz not null,
    person_id text,
    identity text not null,
    action text not null,
    subject text not null,
    before jsonb,
    after jsonb
  )`,
  `create index on audit_event (subject)`,
  `create table audit_seal (
    position bigint primary key,
    event_id bigint not null unique,
    hash text not null
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$`,
  ...["audit_event", "audit_seal"].map(
    (table) => `create trigger append_only before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
];
