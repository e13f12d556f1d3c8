/** The datacenter as a whole: what it is, what it offers, at which prices. */
import { sql } from "kysely";
import type { DatacenterFacts, DatacenterSettings, Datacenters } from "../../app/datacenter-ports.ts";
import type { Rate } from "../../domain/price.ts";
import { Refusal } from "../../domain/refusal.ts";
import { countCapacity } from "./capacity.ts";
import { IDLE_RULE } from "./idle-rule.ts";
import type { Db } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** `settings()` and `facts()` throw a Refusal when there is no datacenter. */
export function startDatacenters(db: Db, now: () => Date): Datacenters {
  return { settings: () => settingsOf(db), facts: () => factsAt(db, now()), exist: () => anyExists(db) };
}

async function anyExists(db: Db): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from datacenter) as some`.execute(db);
  return rows[0]?.some ?? false;
}

async function settingsOf(db: Db): Promise<DatacenterSettings> {
  const { rows } = await sql<DatacenterSettings>`
    select ${SETTINGS} from datacenter d where d.id = ${THE_DATACENTER}`.execute(db);
  return rows[0] ?? noDatacenter();
}

async function factsAt(db: Db, now: Date): Promise<DatacenterFacts> {
  const row = (await findFacts(db, now)) ?? noDatacenter();
  const resources = { ...NO_RESOURCES, ...row.resources };
  return { ...row, resources, capacity: await countCapacity(db, row.id) };
}

function noDatacenter(): never {
  throw new Refusal("wrong-state", "there is no datacenter yet", "an admin describes one: dc apply FILE");
}

const NO_RESOURCES: DatacenterFacts["resources"] = {
  environment: [],
  network: [],
  domain: [],
  balancer: [],
  san: [],
  "storage-pool": [],
};

type FactsRow = Omit<DatacenterFacts, "capacity" | "resources"> & { resources: Partial<DatacenterFacts["resources"]> };

async function findFacts(db: Db, now: Date): Promise<FactsRow | undefined> {
  const { rows } = await sql<FactsRow>`
    select ${SETTINGS}, d.request_prefix as "requestPrefix",
      array(select distinct host_group from host where datacenter_id = d.id order by host_group) as "hostGroups",
      ${RESOURCES} as resources, ${TEMPLATES} as templates, ${rateAt(now)} as rate
    from datacenter d
    where d.id = ${THE_DATACENTER}`.execute(db);
  return rows[0];
}

const SETTINGS = sql`
  d.id, d.name, d.currency, d.time_zone as "timeZone", d.approvals_channel as "approvalsChannel",
  d.decommission_grace_days as "graceDays", d.free_extensions as "freeExtensions",
  d.free_extension_days as "freeExtensionDays", d.billing,
  jsonb_build_object('samples', d.keep_samples, 'hours', d.keep_hours, 'days', d.keep_days) as "usageKept",
  ${IDLE_RULE} as idle,
  jsonb_build_object('workflows', d.workflows_at_most, 'light', d.light_at_once, 'heavy', d.heavy_at_once) as throttle`;

const RESOURCES = sql`coalesce(
  (select jsonb_object_agg(kind, names)
   from (select kind, jsonb_agg(name order by name) as names from resource where datacenter_id = d.id group by kind) r), '{}')`;

/** Those that can be had, the smallest first. */
const TEMPLATES = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('name', name, 'vcpu', vcpu, 'memoryMb', memory_mb, 'diskGb', disk_gb,
     'dayPrice', day_price::text) order by memory_mb, disk_gb, vcpu, name)
   from template where datacenter_id = d.id and retired_at is null), '[]')`;

/** The newest that has begun on the datacenter's own calendar. */
export const rateAt = (now: Date) => sql<Rate | null>`
  (select jsonb_build_object('memory', memory::text, 'storage', storage::text)
   from rate where datacenter_id = d.id and starts_on <= (${now}::timestamptz at time zone d.time_zone)::date
   order by starts_on desc limit 1)`;
