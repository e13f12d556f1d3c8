/** What does not get on: orders that nobody takes over, and notices that did not reach anybody. */
import { sql } from "kysely";
import type { Db } from "./pool.ts";

/** Orders that wait in the outbox for more than a minute. */
export interface OldOrders {
  count: number;
  /** How long the oldest one waits, in seconds. */
  seconds: number;
}

/** A place whose newest notice failed, or waits for more than a minute longer than it should. */
export interface Unsaid {
  conversation: string;
  count: number;
  /** Null: nobody knows; it waits. */
  why: string | null;
}

export interface Running {
  id: string;
  request: string;
  weight: "light" | "heavy";
}

/** Null when there are none. Their age is by the database's own clock, as they were written. */
export async function oldOrders(db: Db): Promise<OldOrders | null> {
  const { rows } = await sql<OldOrders>`
    select count(*)::int as count, extract(epoch from clock_timestamp() - min(created_at))::int as seconds
    from outbox where created_at < clock_timestamp() - interval '1 minute' having count(*) > 0`.execute(db);
  return rows[0] ?? null;
}

export async function runningWorkflows(db: Db): Promise<Running[]> {
  const { rows } = await sql<Running>`
    select id, request_id as request, weight from workflow where state = 'running'
    order by length(request_id), request_id, id`.execute(db);
  return rows;
}

/** By place; what was told since then in the same place is proof that it is reached again. */
export async function unsaid(db: Db, now: Date): Promise<Unsaid[]> {
  const { rows } = await sql<Unsaid>`
    with missed as (
      select n.* from notice n
      where (n.status = 'failed' or n.status = 'waiting' and n.due_at < ${now}::timestamptz - interval '1 minute')
        and not exists (
          select from notice said where said.status = 'said' and said.at > n.at and said.platform = n.platform
            and said.tenant = n.tenant and said.conversation = n.conversation))
    select conversation, count(*)::int as count, (array_agg(failure order by at desc))[1] as why
    from missed group by platform, tenant, conversation order by conversation`.execute(db);
  return rows;
}
