/** Requests that time has caught up with. */
import { sql } from "kysely";
import type { DueRequests } from "../../app/deadlines.ts";
import type { TimeEvent } from "../../app/world-events.ts";
import { nextMoment } from "./handing-over.ts";
import type { Db } from "./pool.ts";

export function startDueRequests(db: Db): DueRequests {
  return { due: (now) => dueAt(db, now), next: () => nextMoment(db, sql`(select min(at) from (${TIMERS}) t)`) };
}

async function dueAt(db: Db, now: Date): ReturnType<DueRequests["due"]> {
  const { rows } = await sql<{ request: string; type: TimeEvent }>`
    select id as request, type from (${TIMERS}) t
    where at <= ${now}
    order by at, length(id), id, type`.execute(db);
  return rows;
}

/** Each moment of each request that is not over; every branch reads an index of its own. */
const TIMERS = sql`
  select id, 'EXPIRE' as type, deadline_at as at from request where deadline_at is not null and not is_over
  union all
  select id, 'REMIND', remind_at from request where remind_at is not null and not is_over
  union all
  select id, 'ESCALATE', escalate_at from request where escalate_at is not null and not is_over`;
