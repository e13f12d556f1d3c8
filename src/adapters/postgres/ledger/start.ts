/** The ledger as it can be read: sums and lines of a period, and how far it is closed. */
import { sql } from "kysely";
import type { ClosedUntil, Ledger } from "../../../app/ledger-ports.ts";
import type { Db } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { line, lines } from "./lines.ts";
import { sums } from "./sums.ts";

export function startLedger(db: Db, now: () => Date): Ledger {
  return {
    sums: (query, by) => sums(db, query, by, now()),
    lines: (query, most) => lines(db, query, most, now()),
    line: (id) => line(db, id),
    closed: () => closed(db),
  };
}

async function closed(db: Db): Promise<ClosedUntil> {
  const { rows } = await sql<ClosedUntil>`
    select (select max(day) from closed_day where datacenter_id = ${THE_DATACENTER}) as day,
      to_char((select max(month) from closed_month where datacenter_id = ${THE_DATACENTER}), 'YYYY-MM') as month`.execute(
    db,
  );
  return rows[0] ?? { day: null, month: null };
}
