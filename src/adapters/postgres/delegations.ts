/** Who stands in for whom; each beginning and end is noted in the audit log with it, and told. */
import { sql } from "kysely";
import type { DelegationEnds, DelegationStore } from "../../app/delegations.ts";
import type { Actor } from "../../domain/actor.ts";
import type { Delegation } from "../../domain/delegation.ts";
import { noteEvent } from "./audit-log.ts";
import { nextMoment } from "./handing-over.ts";
import { orderEffect } from "./orders.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockDatacenter, lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

export interface DelegationOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

/** `of` shows what is in force at this moment, whether or not a sweep has ended what is over. */
export function startDelegationStore({ db, now, committed }: DelegationOptions): DelegationStore {
  return {
    of: async (person) => (await found(db, sql`d.person_id = ${person} and d.ends_at > ${now()}`))[0] ?? null,
    async begin(delegation, ends, by, check) {
      await inTransaction(db, (tx) => begin(tx, { delegation, ends, by, check, at: now() }));
      committed();
    },
    async end(by) {
      const ended = await inTransaction(db, (tx) => end(tx, by, now()));
      committed();
      return ended;
    },
  };
}

export function startDelegationEnds({ db, committed }: DelegationOptions): DelegationEnds {
  return {
    async expire(now) {
      if (await inTransaction(db, (tx) => expire(tx, now))) committed();
    },
    next: () => nextMoment(db, sql`(select min(ends_at) from delegation)`),
  };
}

interface Beginning {
  delegation: Delegation;
  ends: Date;
  by: Actor;
  check: (actor: Actor) => void;
  at: Date;
}

/** Under the datacenter's lock, as all that changes rights; the one that was before ends with it. */
async function begin(tx: Tx, { delegation, ends, by, check, at }: Beginning): Promise<void> {
  check(await lockRights(tx, by, at));
  const before = await take(tx, by.person);
  const { person, delegate, until, reason } = delegation;
  await sql`
    insert into delegation (person_id, delegate_id, until, ends_at, reason)
    values (${person.person}, ${delegate.person}, ${until}, ${ends}, ${reason})`.execute(tx);
  if (before && before.delegate.person !== delegate.person) await order(tx, "end-delegation", before, "changed");
  await order(tx, "begin-delegation", delegation);
  await noteEvent(tx, {
    ...{ at, identity: by.identity, action: "delegation.begin", subject: person.person },
    ...{ before: before && termsOf(before), after: termsOf(delegation) },
  });
}

async function end(tx: Tx, by: Actor, at: Date): Promise<Delegation | null> {
  await lockDatacenter(tx);
  const ended = await take(tx, by.person);
  if (!ended) return null;
  await order(tx, "end-delegation", ended, "changed");
  const noted = { at, identity: by.identity, action: "delegation.end", subject: by.person };
  await noteEvent(tx, { ...noted, before: termsOf(ended), after: null });
  return ended;
}

/** Ends all that are over; returns how many. Of two sweeps at once the second finds none of what the first has. */
async function expire(tx: Tx, now: Date): Promise<number> {
  const over = await found(tx, sql`d.ends_at <= ${now}`, sql`for update of d skip locked`);
  for (const one of over) {
    await take(tx, one.person.person);
    await order(tx, "end-delegation", one, "over");
    await sql`
      insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
      values (${THE_DATACENTER}, ${now}, null, 'system', 'delegation.end', ${one.person.person},
        ${JSON.stringify(termsOf(one))}::jsonb, null)`.execute(tx);
  }
  return over.length;
}

async function take(tx: Tx, person: string): Promise<Delegation | null> {
  const [before = null] = await found(tx, sql`d.person_id = ${person}`, sql`for update of d`);
  if (before) await tx.deleteFrom("delegation").where("person_id", "=", person).execute();
  return before;
}

async function found(db: Db | Tx, where: ReturnType<typeof sql>, locking = sql``): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select jsonb_build_object('person', p.id, 'name', p.name) as person,
      jsonb_build_object('person', s.id, 'name', s.name) as delegate, d.until, d.reason
    from delegation d join person p on p.id = d.person_id join person s on s.id = d.delegate_id
    where ${where}
    order by d.person_id ${locking}`.execute(db);
  return rows;
}

/** `how`: ended by somebody, or over. */
async function order(tx: Tx, name: string, delegation: Delegation, how?: "changed" | "over"): Promise<void> {
  await orderEffect(tx, name, { ...delegation, ...(how ? { how } : {}) });
}

function termsOf({ delegate, until, reason }: Delegation) {
  return { delegate: delegate.person, until, reason };
}
