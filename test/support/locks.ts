/** Waits until sessions wait for each other, so that a race is run the same way each time. */
import { sql } from "kysely";
import { expect } from "vitest";
import type { Db } from "../../src/adapters/postgres/pool.ts";

const SOON = { timeout: 15_000, interval: 20 };

/** Until this many sessions of the database wait for a lock. */
export async function untilWaiting(db: Db, count: number): Promise<void> {
  await expect.poll(() => countSessions(db, "wait_event_type", "Lock"), SOON).toBe(count);
}

/** Until this many sessions have a transaction open, and do nothing in the database. */
export async function untilIdleInTransaction(db: Db, count: number): Promise<void> {
  await expect.poll(() => countSessions(db, "state", "idle in transaction"), SOON).toBe(count);
}

async function countSessions(db: Db, column: "wait_event_type" | "state", value: string): Promise<number> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and ${sql.ref(column)} = ${value}`.execute(db);
  return rows.length;
}
