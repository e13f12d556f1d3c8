/** Has the cards drawn again of what is long at work, so that they tell how long. */
import { sql } from "kysely";
import { refreshing } from "./orders.ts";
import type { Db } from "./pool.ts";

/** A step that takes less is told of when it ends. */
const LONG = "10 seconds";

/** Cards of so many requests in one round, those of the newest steps: chats take about one message a second. */
const MOST = 5;

export interface Progress {
  /** Orders the cards of requests whose step runs for long; requests that somebody changes just now are left alone. */
  redraw(): Promise<void>;
}

export function startProgress(options: { db: Db; now(): Date; committed(): void }): Progress {
  const { db, now, committed } = options;
  return {
    async redraw() {
      const { numAffectedRows = 0n } = await sql`
        with at_work as (
          select w.request_id as id, max(a.started_at) as since from workflow w join activity a on a.workflow_id = w.id
          where w.state = 'running' and a.state = 'running' and a.started_at < ${now()}::timestamptz - ${LONG}::interval
          group by w.request_id order by since desc limit ${MOST}),
        free as (select id from request where id in (select id from at_work) order by id for update skip locked),
        newer as (update request set version = version + 1 from free where request.id = free.id returning request.id)
        ${refreshing("newer")}`.execute(db);
      if (numAffectedRows > 0n) committed();
    },
  };
}
