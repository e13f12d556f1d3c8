/** The audit log: what was done, by whom and when. */
import { type RawBuilder, sql } from "kysely";
import type { AuditChain, AuditEntry, AuditLog, AuditNote } from "../../app/audit-ports.ts";
import { identityText } from "../../domain/actor.ts";
import { chainHead, sealChain, verifyChain } from "./audit-chain.ts";
import type { Db, Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

export function startAuditLog(db: Db, now: () => Date): AuditLog & AuditChain {
  return {
    note: (entry) => noteEvent(db, { ...entry, at: now() }),
    list: (filter) => list(db, filter),
    seal: () => sealChain(db),
    head: () => chainHead(db),
    verify: (anchor) => verifyChain(db, anchor),
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
    select e.id, e.at, p.name as person, e.identity, e.action, coalesce(about.name, e.subject) as subject,
      e.before, e.after
    from audit_event e
    left join person p on p.id = e.person_id
    left join person about on about.id = e.subject
    where ${sql.join(conditionsOf(filter), sql` and `)}
    order by e.id desc
    limit ${filter.most}`.execute(db);
  return rows;
}

function conditionsOf({ subject, person }: { subject?: string; person?: string }): RawBuilder<unknown>[] {
  return [
    sql`true`,
    ...(subject === undefined ? [] : [aboutIt(subject)]),
    ...(person === undefined ? [] : [doneBy(person)]),
  ];
}

/** Also by an identity that became theirs later. */
function doneBy(person: string): RawBuilder<unknown> {
  return sql`(e.person_id = ${person} or e.identity in
    (select concat_ws('/', platform, tenant, user_id) from identity where person_id = ${person}))`;
}

/** A request's subject names everything that it is about; people are noted by their ids. */
function aboutIt(name: string): RawBuilder<unknown> {
  return sql`(e.subject = ${name}
    or e.subject in (select id from request where ${name} = any(string_to_array(subject, ', ')))
    or e.subject in (select id from person where name = ${name}))`;
}
