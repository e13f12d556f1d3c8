/** Refunds in Postgres: entered once for a charge, and within it; the database itself holds both. */
import { type RawBuilder, sql } from "kysely";
import type { LedgerEntries, Refund } from "../../../app/ledger-ports.ts";
import { type Actor, CALENDAR } from "../../../domain/actor.ts";
import { noCharge } from "../../../domain/ledger/charge.ts";
import { type Refundable, refundedAlready, requireRefundable } from "../../../domain/ledger/refund.ts";
import { numericOf } from "../../../domain/money.ts";
import { noteEvent } from "../audit-log.ts";
import { type Db, duplicateOf, inTransaction, type Tx } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { numberOf } from "./charge-id.ts";
import { FIRST_OPEN } from "./closing.ts";
import { holdOpen } from "./fence.ts";

export function startLedgerEntries(db: Db, now: () => Date): LedgerEntries {
  return {
    refund(refund, by) {
      return inTransaction(db, (tx) => enterRefund(tx, refund, { actor: by, person: by.person, now: now() }));
    },
  };
}

/** Who does it, and by whose decision, the id of a person; null: time does it. */
interface Entering {
  actor: Actor | null;
  person: string | null;
  now: Date;
}

/** In whatever transaction asks. Throws the Refusals of `LedgerEntries.refund`. */
export async function enterRefund(tx: Tx, refund: Refund, entering: Entering): Promise<string> {
  try {
    return await enter(tx, refund, entering);
  } catch (error) {
    throw duplicateOf(error) === "one_reversal" ? refundedAlready(refund.charge) : error;
  }
}

async function enter(tx: Tx, { charge, amount, reason }: Refund, { actor, person, now }: Entering): Promise<string> {
  await holdOpen(tx);
  const found = await chargeToRefund(tx, charge);
  if (!found) throw noCharge(charge);
  requireRefundable(found, amount, found.currency);
  const { rows } = await sql<{ id: string }>`
    insert into charge (datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, amount, reverses,
      reason, person_id, at)
    select datacenter_id, ${openDay(now)}, 'refund', span_id, 0, 0, 0, ${numericOf(-amount)}::numeric, id, ${reason},
      ${person}, ${now}
    from charge where id = ${numberOf(charge)}
    returning 'C-' || id as id`.execute(tx);
  const id = rows[0]?.id ?? "";
  const after = { charge: found.id, amount: numericOf(amount), reason };
  await noteEvent(tx, { at: now, identity: actor?.identity ?? CALENDAR, action: "charge.refund", subject: id, after });
  return id;
}

async function chargeToRefund(tx: Tx, charge: string): Promise<(Refundable & { currency: string }) | undefined> {
  const { rows } = await sql<Refundable & { currency: string }>`
    select 'C-' || c.id as id, 'C-' || c.reverses as reverses, c.amount::text as amount, d.currency,
      (select 'C-' || r.id from charge r where r.reverses = c.id) as "reversedBy"
    from charge c join datacenter d on d.id = c.datacenter_id
    where c.id = ${numberOf(charge)}`.execute(tx);
  return rows[0];
}

/** The day that it is in the datacenter, or the first that is open where that is later. */
function openDay(at: Date): RawBuilder<unknown> {
  return sql`(
    select greatest((${at}::timestamptz at time zone d.time_zone)::date, o.day)
    from datacenter d cross join lateral (${FIRST_OPEN}) o where d.id = ${THE_DATACENTER})`;
}
