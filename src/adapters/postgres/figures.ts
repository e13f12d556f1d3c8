/** How much there is of what somebody who watches wants to know. */
import { type RawBuilder, sql } from "kysely";
import type { Db } from "./pool.ts";

/** Requests that wait for a decision. */
export function countPending(db: Db): Promise<number> {
  return count(db, sql`select count(*) as n from request where state like 'awaiting%'`);
}

/** Workflows that run or wait in a queue. */
export function countOpenWorkflows(db: Db): Promise<number> {
  return count(db, sql`select count(*) as n from workflow where state in ('queued', 'running')`);
}

/** Orders that nobody has taken over yet. */
export function countOutbox(db: Db): Promise<number> {
  return count(db, sql`select count(*) as n from outbox`);
}

async function count(db: Db, query: RawBuilder<{ n: string }>): Promise<number> {
  return Number((await query.execute(db)).rows[0]?.n ?? 0);
}
