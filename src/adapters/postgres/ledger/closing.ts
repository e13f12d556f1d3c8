/** Closes days in Postgres: the lines of a day, the day itself, and with its last day the month, in one transaction. */
import { type RawBuilder, sql } from "kysely";
import type { LedgerClosing } from "../../../app/ledger-ports.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { accrual } from "./accrual.ts";
import { holdAll } from "./fence.ts";

export function startLedgerClosing(db: Db): LedgerClosing {
  return { closeOldest: (now) => inTransaction(db, (tx) => closeOldest(tx, now)) };
}

/** Of two that close at once the second waits, and then finds the day closed. */
async function closeOldest(tx: Tx, now: Date): Promise<string | null> {
  if (!(await oldestDue(tx, now))) return null;
  await holdAll(tx);
  const oldest = await oldestDue(tx, now);
  if (!oldest) return null;
  await closeDay(tx, oldest.day, now);
  if (oldest.isLastOfMonth) await closeMonth(tx, oldest.day, now);
  return oldest.day;
}

async function oldestDue(tx: Tx, now: Date): Promise<OpenDay | undefined> {
  const oldest = await oldestOpen(tx);
  return oldest && oldest.ends <= now ? oldest : undefined;
}

interface OpenDay {
  day: string;
  ends: Date;
  isLastOfMonth: boolean;
}

/** The day after the last closed one, or that of the first span. */
async function oldestOpen(tx: Tx): Promise<OpenDay | undefined> {
  const { rows } = await sql<OpenDay>`
    select o.day, ((o.day + 1)::timestamp at time zone d.time_zone) as ends,
      extract(day from o.day + 1) = 1 as "isLastOfMonth"
    from datacenter d cross join lateral (${FIRST_OPEN}) o
    where d.id = ${THE_DATACENTER} and o.day is not null`.execute(tx);
  return rows[0];
}

/** The first day of the datacenter `d` that is not closed; null when nothing was ever charged. */
export const FIRST_OPEN = sql`
  select coalesce(
    (select max(day) + 1 from closed_day where datacenter_id = d.id),
    (select (min(began_at) at time zone d.time_zone)::date from span where datacenter_id = d.id)) as day`;

async function closeDay(tx: Tx, day: string, now: Date): Promise<void> {
  await sql`
    with ${accrual(wholeDay(day))},
    charged as (
      insert into charge (datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, price_from,
        day_price, amount, is_unpriced, at)
      select datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, price_from,
        day_price, amount, is_unpriced, ${now}::timestamptz
      from accrued order by span_id)
    insert into closed_day (datacenter_id, day, ends_at, seconds, rate_from, memory, storage, lines, amount, at)
    select d.datacenter_id, d.day, d.ends, d.day_seconds, d.rate_from, d.memory, d.storage, a.lines, a.amount, ${now}
    from rated d cross join (select count(*) as lines, coalesce(sum(amount), 0) as amount from accrued) a`.execute(tx);
}

function wholeDay(day: string): RawBuilder<unknown> {
  const end = sql`((${day}::date + 1)::timestamp at time zone time_zone)`;
  return sql`
    select id as datacenter_id, ${day}::date as day, ${day}::timestamp at time zone time_zone as begins,
      ${end} as ends, ${end} as until
    from datacenter where id = ${THE_DATACENTER}`;
}

/** Its days are summed up already; refunds were entered beside them. */
async function closeMonth(tx: Tx, lastDay: string, now: Date): Promise<void> {
  await sql`
    with lines as (
      select lines, amount from closed_day where datacenter_id = ${THE_DATACENTER} and day between ${firstOf(lastDay)} and ${lastDay}
      union all
      select 1, amount from charge
      where reverses is not null and datacenter_id = ${THE_DATACENTER} and day between ${firstOf(lastDay)} and ${lastDay})
    insert into closed_month (datacenter_id, month, lines, amount, at)
    select ${THE_DATACENTER}, ${firstOf(lastDay)}, sum(lines), sum(amount), ${now} from lines`.execute(tx);
}

const firstOf = (day: string) => sql`date_trunc('month', ${day}::timestamp)::date`;
