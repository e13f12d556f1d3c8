/** Requests that time has caught up with. */
import { sql } from "kysely";
import type { DueRequests } from "../../app/deadlines.ts";
import type { Db } from "./pool.ts";

export function startDueRequests(db: Db): DueRequests {
  return { due: (now) => dueAt(db, now), next: () => nextDeadline(db) };
}

async function dueAt(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request
    where deadline_at <= ${now} and not is_over
    order by deadline_at, length(id), id`.execute(db);
  return rows.map((row) => row.id);
}

async function nextDeadline(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ next: Date | null }>`
    select min(deadline_at) as next from request where deadline_at is not null and not is_over`.execute(db);
  return rows[0]?.next ?? null;
}
