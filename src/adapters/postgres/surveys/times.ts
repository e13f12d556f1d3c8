/** When hosts are asked what is on them: each in its turn, or at once. */
import { type RawBuilder, sql } from "kysely";
import type { SurveyTimes } from "../../../app/surveys.ts";
import type { Db } from "../pool.ts";

export interface SurveyTimesOptions {
  db: Db;
  /** How often each host is asked, in milliseconds. */
  everyMs: number;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

/** So many are ordered at one look at the clock, so that after a long rest they do not come all at once. */
const MOST = 200;

/** What was asked and not answered for so many turns is lost. */
const LOST_AFTER = 2;

export function startSurveyTimes({ db, everyMs, now, committed }: SurveyTimesOptions): SurveyTimes {
  return {
    async orderDue() {
      if (await orderDue(db, now(), everyMs)) committed();
    },
    async order(host) {
      const names = await orderNow(db, now(), everyMs, host);
      committed();
      return names;
    },
  };
}

const span = (ms: number) => sql`make_interval(secs => ${ms / 1000}::float8)`;

/** The first turns of hosts that are new are spread over one round. Without an action in force nobody can be asked. */
async function orderDue(db: Db, now: Date, everyMs: number): Promise<boolean> {
  const { rows } = await sql`
    with newcomer as (
      insert into host_survey (host_id, due_at)
      select h.id, ${now}::timestamptz + ${span(everyMs)}
        * (1 + (row_number() over (order by h.id))::float8 / count(*) over ())
      from host h where not exists (select from host_survey s where s.host_id = h.id)
      on conflict do nothing),
    due as (
      select host_id from host_survey
      where due_at <= ${now} and (asked_at is null or asked_at <= ${now}::timestamptz - ${span(LOST_AFTER * everyMs)})
        and exists (select from action a join action_version v on v.action = a.name and v.state = 'published'
          where a.name = 'survey' and a.is_enabled)
      order by due_at limit ${MOST} for update skip locked),
    asked as (
      update host_survey s set asked_at = ${now}, due_at = ${now}::timestamptz + ${span(everyMs)}
      from due where s.host_id = due.host_id returning s.host_id)
    ${ordering("asked")}`.execute(db);
  return rows.length > 0;
}

/** A new one has its first turn a round later. */
async function orderNow(db: Db, now: Date, everyMs: number, host: string | null): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with wanted as (select id as host_id, name from host where ${host}::text is null or name = ${host}),
    asked as (
      insert into host_survey (host_id, due_at, asked_at) select host_id, ${now}::timestamptz + ${span(everyMs)}, ${now}::timestamptz from wanted
      on conflict (host_id) do update set asked_at = excluded.asked_at returning host_id),
    ordered as (${ordering("asked")})
    select name from wanted order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function ordering(hosts: string): RawBuilder<unknown> {
  return sql`
    insert into outbox (queue, name, payload)
    select 'light', 'survey-host', jsonb_build_object('host', host_id) from ${sql.ref(hosts)} returning 1`;
}
