/** How people can be reached, and how they chose to be. */
import { sql } from "kysely";
import type { Listener, Listeners } from "../../app/listeners.ts";
import { NO_CHOICE, type NoticeChoice } from "../../domain/notice-choice.ts";
import type { Db } from "./pool.ts";

export function startListeners(db: Db): Listeners {
  return { of: (people) => listenersAmong(db, people), choose: (person, choice) => choose(db, person, choice) };
}

/** By name, so that whatever is said in several places is said in the same order. */
async function listenersAmong(db: Db, people: string[]): Promise<Listener[]> {
  const { rows } = await sql<Omit<Listener, "choice"> & { choice: NoticeChoice | null }>`
    select p.id as person, p.name, ${CHOICE} as choice, ${IDENTITIES} as identities, ${CHANNELS} as channels
    from person p left join notice_choice c on c.person_id = p.id
    where p.id = any(${people}::text[])
    order by p.name, p.id`.execute(db);
  return rows.map((row) => ({ ...row, choice: row.choice ?? NO_CHOICE }));
}

const CHOICE = sql`case when c.person_id is not null then jsonb_build_object('digest', c.digest, 'where', c.place,
  'quiet', case when c.quiet_from is not null then jsonb_build_object('from', c.quiet_from, 'to', c.quiet_to) end) end`;

const IDENTITIES = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('platform', platform, 'tenant', tenant, 'user', user_id)
     order by platform, tenant, user_id)
   from identity where person_id = p.id), '[]')`;

const CHANNELS = sql`coalesce(
  (select jsonb_agg(distinct jsonb_build_object('unit', u.id, 'channel', u.channel))
   from role_grant g join business_unit u on u.id = g.business_unit_id
   where g.person_id = p.id and u.channel is not null), '[]')`;

async function choose(db: Db, person: string, { digest, quiet, where }: NoticeChoice): Promise<void> {
  const row = { digest, quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null, place: where };
  await db
    .insertInto("notice_choice")
    .values({ person_id: person, ...row })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(row))
    .execute();
}
