/** Wishes that the engine had no room for, in Postgres. */
import { sql } from "kysely";
import type { KeptWish, Wishes } from "../../app/wishes.ts";
import type { Db } from "./pool.ts";

/** As long as a request may wait for a decision. */
const KEPT = "7 days";

export interface WishOptions {
  db: Db;
  now(): Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
}

export function startWishes({ db, now, id }: WishOptions): Wishes & { forgetOld(): Promise<void> } {
  return {
    async keep(person, { command, args }) {
      const own = id("wish");
      await sql`
        insert into refused_wish (id, person_id, command, arguments, at)
        values (${own}, ${person}, ${command}, ${JSON.stringify(args)}::jsonb, ${now()})`.execute(db);
      return own;
    },
    take: (person, wish) => take(db, person, wish, now()),
    async giveBack(wish) {
      await sql`update refused_wish set used_at = null where id = ${wish}`.execute(db);
    },
    async forgetOld() {
      await sql`delete from refused_wish where at < ${now()}::timestamptz - ${KEPT}::interval`.execute(db);
    },
  };
}

/** The row is locked before it is looked at, so that of many at once one finds it unused. */
async function take(db: Db, person: string, wish: string | null, at: Date): Promise<KeptWish | null> {
  const { rows } = await sql<KeptWish>`
    with own as (
      select id, command, arguments, used_at from refused_wish
      where person_id = ${person} and (${wish}::text is null or id = ${wish})
      order by number desc limit 1 for update),
    used as (update refused_wish set used_at = ${at} from own where refused_wish.id = own.id and own.used_at is null)
    select id, command, arguments as args, used_at as "usedAt" from own`.execute(db);
  return rows[0] ?? null;
}
