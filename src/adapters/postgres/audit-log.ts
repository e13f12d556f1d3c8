/** The audit log: what was done, by whom and when. */
import { type RawBuilder, sql } from "kysely";
import type { AuditEntry, AuditLog, AuditNote } from "../../app/reads.ts";
import { identityText } from "../../domain/actor.ts";
import { sealChain, verifyChain } from "./audit-chain.ts";
import type { Db, Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

export function startAuditLog(db: Db, now: () => Date): AuditLog {
  return {
    note: (entry) => noteEvent(db, { ...entry, at: now() }),
    list: (filter) => list(db, filter),
    seal: () => sealChain(db),
    verify: () => verifyChain(db),
  };
}

/** Adds one event, in whatever transaction asks. */
export async function noteEvent(db: Db | Tx, event: AuditNote & { at: Date }): Promise<void> {
  const { at, identity, action, subject, before, after } = event;
  await sql`
    insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
    values (${THE_DATACENTER}, ${at},
      (select person_id from identity
       where platform = ${identity.platform} and tenant = ${identity.tenant} and user_id = ${identity.user}),
      ${identityText(identity)}, ${action}, ${subject}, ${jsonOf(before)}::jsonb, ${jsonOf(after)}::jsonb)`.execute(db);
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** The newest first. */
async function list(db: Db, filter: Parameters<AuditLog["list"]>[0]): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    select e.id, e.at, concat_ws(', ', p.name, e.identity) as who, e.action, e.subject, e.before, e.after
    from audit_event e left join person p on p.id = e.person_id
    where ${sql.join(conditionsOf(filter), sql` and `)}
    order by e.id desc
    limit ${filter.most}`.execute(db);
  return rows;
}

function conditionsOf({ subject, person }: { subject?: string; person?: string }): RawBuilder<unknown>[] {
  return [
    sql`true`,
    ...(subject === undefined ? [] : [sql`(e.subject = ${subject} or e.subject in ${requestsAbout(subject)})`]),
    ...(person === undefined ? [] : [sql`e.person_id = ${person}`]),
  ];
}

/** A request's subject names everything that it is about. */
function requestsAbout(name: string): RawBuilder<unknown> {
  return sql`(select id from request where ${name} = any(string_to_array(subject, ', ')))`;
}
