/** The fence between changes and closing: while a day is being closed nothing comes into it, and nothing does afterwards. */
import { sql } from "kysely";
import type { Tx } from "../pool.ts";

/** Until the end of the transaction no day is closed. To be had before it is read which ones are. */
export async function holdOpen(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LEDGER})`.execute(tx);
}

/** Until the end of the transaction nobody else closes a day, changes what counts, or enters a refund. */
export async function holdAll(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LEDGER})`.execute(tx);
}

const LEDGER = sql`hashtext('ledger')`;

/** The end of the last closed day of the datacenter `d`; null when none is closed. */
export const CLOSED_UNTIL = sql<Date | null>`(select max(ends_at) from closed_day where datacenter_id = d.id)`;
