/** What the lines of a period come to, split by what somebody wants to know. */
import { type RawBuilder, sql } from "kysely";
import type { Dimension, LedgerQuery, LedgerSum } from "../../../app/ledger-ports.ts";
import { numericOf } from "../../../domain/money.ts";
import type { Db } from "../pool.ts";
import { asked, linesWithin } from "./period.ts";

/** Sums by these dimensions, in their order. */
export async function sums(db: Db, query: LedgerQuery, by: Dimension[], now: Date): Promise<LedgerSum[]> {
  const keys = by.map((dimension) => DIMENSION[dimension]);
  const pairs = by.map((dimension, n) => sql`${sql.lit(dimension)}::text, ${keys[n]}`);
  const grouped = keys.length ? sql`group by ${sql.join(keys)} order by ${sql.join(keys)}` : sql`having count(*) > 0`;
  const { rows } = await sql<LedgerSum>`
    with ${linesWithin(query, now)}, l as (${bySpan(query, by)})
    select jsonb_build_object(${sql.join(pairs)}) as keys, ${AMOUNTS},
      ${sumOf("memory_mb_seconds", "reserved")} as "reservedMemory",
      ${sumOf("disk_gb_seconds", "reserved")} as "reservedStorage",
      ${sumOf("memory_mb_seconds", "allocated")} as "allocatedMemory",
      ${sumOf("disk_gb_seconds", "allocated")} as "allocatedStorage",
      bool_or(l.is_unpriced) as "isUnpriced", bool_or(l.is_open) as "isOpen"
    from l join span s on s.id = l.span_id
    ${grouped}`.execute(db);
  return rows;
}

/** What all of it comes to, and nothing else of it, as a decimal text: decisions ask for it under their locks. */
export async function amountOf(db: Db, query: LedgerQuery, now: Date): Promise<string> {
  const { rows } = await sql<{ amount: string }>`
    with ${linesWithin(query, now)}
    select coalesce(sum(amount), 0)::numeric(24, 6)::text as amount
    from lines where span_id in (select s.id from span s where ${asked(query)})`.execute(db);
  return rows[0]?.amount ?? numericOf(0n);
}

const DIMENSION: Record<Dimension, RawBuilder<unknown>> = {
  day: sql`to_char(l.day, 'YYYY-MM-DD')`,
  month: sql`to_char(l.day, 'YYYY-MM')`,
  unit: sql`s.unit`,
  costCenter: sql`s.cost_center`,
  infrastructure: sql`s.infrastructure`,
  service: sql`s.infrastructure || '/' || s.service`,
  role: sql`s.infrastructure || '/' || s.service || '/' || s.role`,
  machine: sql`case s.kind when 'allocated' then s.name end`,
  template: sql`s.template`,
  state: sql`s.state`,
};

/** Summed up first by nothing else: millions of lines are of some thousands of spans. */
function bySpan(query: LedgerQuery, by: Dimension[]): RawBuilder<unknown> {
  const day = by.includes("day") ? sql`day` : by.includes("month") ? sql`date_trunc('month', day)` : sql`null::date`;
  return sql`
    select ${day} as day, span_id, kind, sum(amount) as amount, sum(memory_mb_seconds) as memory_mb_seconds,
      sum(disk_gb_seconds) as disk_gb_seconds, bool_or(is_unpriced) as is_unpriced, bool_or(id is null) as is_open
    from lines where span_id in (select s.id from span s where ${asked(query)})
    group by 1, 2, 3`;
}

/** A refund is neither reserved nor allocated; what it gives back is told beside them. */
const AMOUNTS = sql`
  coalesce(sum(l.amount) filter (where l.kind = 'reserved'), 0)::numeric(24, 6)::text as reserved,
  coalesce(sum(l.amount) filter (where l.kind = 'allocated'), 0)::numeric(24, 6)::text as allocated,
  coalesce(sum(l.amount) filter (where l.kind = 'refund'), 0)::numeric(24, 6)::text as refunded,
  sum(l.amount)::numeric(24, 6)::text as amount`;

function sumOf(column: "memory_mb_seconds" | "disk_gb_seconds", kind: "reserved" | "allocated") {
  return sql`coalesce(sum(l.${sql.ref(column)}) filter (where l.kind = ${sql.lit(kind)}), 0)::text`;
}
