/** Policies by their versions, read once: a version never changes. */
import { sql } from "kysely";
import { DateTime } from "luxon";
import type { PolicyStore, PolicyVersion } from "../../app/policies.ts";
import { groupsOf, type Policy, readPolicy } from "../../domain/policy/document.ts";
import type { Used } from "../../domain/policy/ruling.ts";
import { ROLES } from "../../domain/roles.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** What the store of requests needs of policies inside its transactions. */
export interface PolicyShelf {
  /** The policy of this version; 0 is the one that ships. Throws when there is no such version. */
  at(tx: Db | Tx, version: number): Promise<Policy>;
}

/** The newest version of the datacenter `d`, as an expression. */
export const NEWEST_POLICY = sql<number>`(select coalesce(max(version), 0) from policy where datacenter_id = d.id)`;

export function startPolicyShelf(shipped: string): PolicyShelf {
  const read = new Map<number, Policy>([[0, readPolicy("default.yaml", shipped, 0)]]);
  return {
    async at(tx, version) {
      const known = read.get(version);
      if (known) return known;
      const policy = readPolicy(`policy ${version}`, await sourceOf(tx, version), version);
      read.set(version, policy);
      return policy;
    },
  };
}

/** The datacenter's own policies; `shipped` is in force while there is none. */
export function startPolicyStore(db: Db, shipped: string, now: () => Date): PolicyStore {
  const first: PolicyVersion = { version: 0, source: shipped, by: null, at: null };
  return {
    current: async () => (await versions(db, 1))[0] ?? first,
    history: async () => [...(await versions(db, MOST)), first],
    add: (source, by, check) => inTransaction(db, (tx) => add(tx, { source, at: now() }, by, check)),
  };
}

const MOST = 50;

/** The newest first. */
async function versions(db: Db | Tx, most: number): Promise<PolicyVersion[]> {
  const { rows } = await sql<PolicyVersion>`
    select v.version, v.source, p.name as by, v.imported_at as at
    from policy v left join person p on p.id = v.imported_by
    where v.datacenter_id = ${THE_DATACENTER}
    order by v.version desc limit ${most}`.execute(db);
  return rows;
}

/** Under the datacenter's lock: of two imports at once the second is the newer version. */
async function add(
  tx: Tx,
  { source, at }: { source: string; at: Date },
  by: Parameters<PolicyStore["add"]>[1],
  check: Parameters<PolicyStore["add"]>[2],
): Promise<number> {
  const actor = await lockRights(tx, by, at);
  const defined = await tx.selectFrom("defined_role").select("name").orderBy("name").execute();
  check(actor, [...Object.keys(ROLES), ...defined.map(({ name }) => name)]);
  const [before] = await versions(tx, 1);
  if (before?.source === source) return before.version;
  const version = (before?.version ?? 0) + 1;
  await sql`
    insert into policy (datacenter_id, version, source, imported_by, imported_at)
    values (${THE_DATACENTER}, ${version}, ${source}, ${by.person}, ${at})`.execute(tx);
  const noted = { identity: by.identity, action: "policy.import", subject: `policy ${version}` };
  await noteEvent(tx, {
    ...noted,
    at,
    before: before ? { version: before.version } : null,
    after: { version, source },
  });
  return version;
}

/** The roles that the policy in force asks. */
export async function groupsInForce(tx: Tx, shelf: PolicyShelf): Promise<string[]> {
  const [newest] = await versions(tx, 1);
  return (await shelf.at(tx, newest?.version ?? 0)).rules.flatMap(groupsOf);
}

async function sourceOf(tx: Db | Tx, version: number): Promise<string> {
  const { rows } = await sql<{ source: string }>`
    select source from policy where datacenter_id = ${THE_DATACENTER} and version = ${version}`.execute(tx);
  if (!rows[0]) throw new Error(`reading the policy ${version}, which is gone`);
  return rows[0].source;
}

/**
 * How many machines this business unit got by each free rule since its period began. Requests without machines are one;
 * machines that came to nothing are none.
 */
export async function usedOf(tx: Db | Tx, policy: Policy, unit: string | null, now: Date, zone: string): Promise<Used> {
  const free = policy.rules.flatMap(({ name, free }) =>
    free ? [{ name, since: beginningOf(free.per, now, zone) }] : [],
  );
  if (free.length === 0 || unit === null) return {};
  const { rows } = await sql<{ used: Record<string, number> }>`
    select coalesce(jsonb_object_agg(rule, used), '{}') as used from (
      select f.rule, sum(${GOT}) as used
      from unnest(${free.map(({ name }) => name)}::text[], ${free.map(({ since }) => since)}::timestamptz[]) f (rule, since)
      join request r on r.business_unit_id = ${unit} and r.ruling ->> 'rule' = f.rule and r.ruled_at >= f.since
        and r.state <> all('{rejected,withdrawn,expired,cancelled,discarded}')
      group by f.rule) u`.execute(tx);
  return rows[0]?.used ?? {};
}

const GOT = sql`(
  case when r.machine = 'vm-action' then jsonb_array_length(r.details -> 'machines') - (
    select count(*) from jsonb_each(r.context -> 'jobs') j where j.value ->> 'state' in ('failed', 'cancelled'))
  else 1 end)`;

function beginningOf(period: "day" | "week" | "month" | "quarter" | "year", now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).startOf(period).toJSDate();
}
