/** The ledger: spans of what was granted and allocated, a charge for each day of each, and what closes days and months. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...RULES, ...SPANS, ...CHARGES, ...CLOSED, ...KEPT, ...SO_FAR]) {
    await sql.raw(statement).execute(db);
  }
}

const RULES = [
  `alter table datacenter
    add column billing text not null default 'showback' check (billing in ('showback', 'chargeback')),
    add column stopped_counts text not null default 'whole' check (stopped_counts in ('whole', 'storage')),
    add column stored_counts text not null default 'storage' check (stored_counts in ('whole', 'storage'))`,
  `comment on column datacenter.stopped_counts is 'what of a stopped machine counts as allocated'`,
  `create table template_price (
    datacenter_id text not null references datacenter,
    template text not null,
    starts_on date not null,
    day_price numeric(18, 6),
    primary key (datacenter_id, template, starts_on)
  )`,
  `comment on table template_price is 'day prices of templates from a day on, also of those that are gone; null: by size'`,
  `insert into template_price
    select t.datacenter_id, t.name, (d.created_at at time zone d.time_zone)::date, t.day_price
    from template t join datacenter d on d.id = t.datacenter_id`,
];

const SPANS = [
  `create table span (
    id bigint generated always as identity primary key,
    datacenter_id text not null references datacenter,
    kind text not null check (kind in ('granted', 'allocated')),
    object_id text not null,
    name text not null,
    unit_id text not null,
    unit text not null,
    cost_center text not null,
    infrastructure_id text not null,
    infrastructure text not null,
    service_id text,
    service text,
    role_id text,
    role text,
    template text,
    state text,
    takes text not null check (takes in ('whole', 'storage')),
    memory_mb integer not null check (memory_mb >= 0),
    disk_gb integer not null check (disk_gb >= 0),
    began_at timestamptz not null,
    ended_at timestamptz not null default 'infinity',
    check (ended_at >= began_at)
  )`,
  `comment on table span is 'what an infrastructure was granted, or a machine took, in one state and under one name, to the second; infinity: still so'`,
  `comment on column span.memory_mb is 'what counts as granted or allocated of it: none where it takes storage alone'`,
  `create unique index one_open_span on span (object_id) where ended_at = 'infinity'`,
  `create index on span (ended_at)`,
];

/** A charge names its span and its day without a foreign key: checking each of a hundred thousand rows would double the closing. */
const CHARGES = [
  `create table charge (
    id bigint generated always as identity primary key,
    datacenter_id text not null,
    day date not null,
    kind text not null check (kind in ('reserved', 'allocated', 'refund')),
    span_id bigint not null,
    seconds integer not null,
    memory_mb_seconds bigint not null,
    disk_gb_seconds bigint not null,
    price_from date,
    day_price numeric(18, 6),
    amount numeric(18, 6) not null,
    is_unpriced boolean not null default false,
    reverses bigint,
    reason text,
    person_id text,
    at timestamptz not null,
    check ((kind = 'refund') = (reverses is not null)),
    check ((kind = 'refund') = (reason is not null))
  )`,
  `comment on table charge is 'one line of the bill: a day of a span, rounded once, half up, to the millionth; a refund names the line that it reverses'`,
  `create index on charge (day)`,
  `create unique index one_reversal on charge (reverses) where reverses is not null`,
  `create function refuse_excessive_refund() returns trigger language plpgsql as $$
    begin
      if new.amount >= 0 or not exists (select from charge c
        where c.id = new.reverses and c.reverses is null and c.span_id = new.span_id
          and c.datacenter_id = new.datacenter_id and c.amount + new.amount >= 0) then
        raise exception 'a refund gives back at most what its charge took' using errcode = 'check_violation';
      end if;
      return new;
    end $$`,
  `create trigger within_its_charge before insert on charge
    for each row when (new.reverses is not null) execute function refuse_excessive_refund()`,
];

const CLOSED = [
  `create table closed_day (
    datacenter_id text not null references datacenter,
    day date not null,
    ends_at timestamptz not null,
    seconds integer not null,
    rate_from date,
    memory numeric(18, 6),
    storage numeric(18, 6),
    lines integer not null,
    amount numeric(18, 6) not null,
    at timestamptz not null,
    primary key (datacenter_id, day)
  )`,
  `comment on table closed_day is 'days whose charges are entered, with the rate per GB and day by which they were'`,
  `create table closed_month (
    datacenter_id text not null references datacenter,
    month date not null,
    lines integer not null,
    amount numeric(18, 6) not null,
    at timestamptz not null,
    primary key (datacenter_id, month)
  )`,
  `comment on table closed_month is 'months that get no line any more, by their first days'`,
  `create function refuse_closed_month() returns trigger language plpgsql as $$
    begin
      if exists (select from (select distinct datacenter_id, day from added) a join closed_month m
        on m.datacenter_id = a.datacenter_id and m.month = date_trunc('month', a.day)::date) then
        raise exception 'a closed month gets no charge' using errcode = 'insufficient_privilege';
      end if;
      return null;
    end $$`,
  `create trigger into_open_months after insert on charge referencing new table as added
    for each statement execute function refuse_closed_month()`,
];

/** As with the audit log: the owner has no right to change them, and the triggers stop also a superuser. */
const KEPT = [
  ...["charge", "closed_day", "closed_month"].flatMap((table) => [
    `create trigger append_only before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
    `revoke update, delete, truncate on ${table} from public, current_user`,
    `alter table ${table} enable always trigger append_only`,
  ]),
  ...["within_its_charge", "into_open_months"].map((trigger) => `alter table charge enable always trigger ${trigger}`),
  `create trigger append_only before delete or truncate on span
    for each statement execute function refuse_change()`,
  `create function refuse_other_than_end() returns trigger language plpgsql as $$
    begin
      if old.ended_at <> 'infinity' or to_jsonb(new) - 'ended_at' <> to_jsonb(old) - 'ended_at' then
        raise exception 'span is append-only: its end alone is set, once' using errcode = 'insufficient_privilege';
      end if;
      return new;
    end $$`,
  `create trigger ends_once before update on span for each row execute function refuse_other_than_end()`,
  `revoke update, delete, truncate on span from public, current_user`,
  `grant update (ended_at) on span to current_user`,
  ...["append_only", "ends_once"].map((trigger) => `alter table span enable always trigger ${trigger}`),
];

/** What there is already begins to count now: nobody knows since when it has been as it is. */
const SO_FAR = [
  `insert into span (datacenter_id, kind, object_id, name, unit_id, unit, cost_center, infrastructure_id, infrastructure,
      takes, memory_mb, disk_gb, began_at)
    select i.datacenter_id, 'granted', i.id, i.name, u.id, u.name, u.cost_center, i.id, i.name,
      'whole', i.memory_mb, i.disk_gb, date_trunc('second', now())
    from infrastructure i join business_unit u on u.id = i.business_unit_id
    where i.state in ('provisioned', 'decommissioning')`,
  `insert into span (datacenter_id, kind, object_id, name, unit_id, unit, cost_center, infrastructure_id, infrastructure,
      service_id, service, role_id, role, template, state, takes, memory_mb, disk_gb, began_at)
    select v.datacenter_id, 'allocated', v.id, v.name, u.id, u.name, u.cost_center, i.id, i.name,
      s.id, s.name, r.id, r.name, v.template, v.state, case v.state when 'stored' then 'storage' else 'whole' end,
      case v.state when 'stored' then 0 else v.memory_mb end, v.disk_gb, date_trunc('second', now())
    from vm v
    join business_unit u on u.id = v.business_unit_id
    join infrastructure i on i.id = v.infrastructure_id
    join service s on s.id = v.service_id
    join service_role r on r.id = v.service_role_id
    where v.deleted_at is null and v.state in ('running', 'stopped', 'paused', 'stored')`,
];
