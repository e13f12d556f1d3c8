/** The advisory locks that stand for places, on one connection that is made anew when it breaks. */
import type pg from "pg";
import type { PlacesOfType } from "../../app/engine.ts";
import { startSession } from "./session.ts";

/** What there are places for. */
export interface PlaceKind {
  /** Tells its locks apart from those of every other kind. */
  name: string;
  /** What the datacenter's row says of the number of places of a type, as SQL. */
  limit(type: string): string;
}

export interface PlaceLocks {
  /** The number of the place that was locked; null when none is free. `usual`: the limit where the datacenter says none. */
  take(type: string, usual: number): Promise<number | null>;
  free(type: string, slot: number): Promise<void>;
  standing(usual: Record<string, number>): Promise<PlacesOfType[]>;
  close(): Promise<void>;
}

interface Held {
  type: string;
  slot: number;
}

export function startPlaceLocks(pool: pg.Pool, kind: PlaceKind): PlaceLocks {
  const held = new Map<string, Held>();
  const statements = statementsFor(kind);
  const again = () => [...held.values()].map(({ type, slot }) => [type, slot]);
  const session = startSession(pool, statements.lockAgain, again);
  let before: Promise<unknown> = Promise.resolve();

  /** A session may lock a lock of its own again: so one at a time, and never a place that it holds. */
  async function lock(type: string, usual: number): Promise<number | null> {
    const own = [...held.values()].filter((one) => one.type === type).map(({ slot }) => slot);
    const [found] = await session.query<Taken>(statements.take, [type, usual, own]);
    if (!found) return null;
    held.set(keyOf(type, found.slot), { type, slot: found.slot });
    if (found.taken <= found.limit) return found.slot;
    await free(type, found.slot);
    return null;
  }

  /** Where that goes wrong the connection is ended, and the lock with it. */
  async function free(type: string, slot: number): Promise<void> {
    held.delete(keyOf(type, slot));
    await session.query(statements.free, [type, slot]).catch(session.close);
  }

  return {
    take(type, usual) {
      const taken = before.then(() => lock(type, usual));
      before = taken.catch(() => undefined);
      return taken;
    },
    free,
    async standing(usual) {
      const types = Object.keys(usual);
      return (await pool.query<PlacesOfType>(statements.standing, [types, Object.values(usual)])).rows;
    },
    close: session.close,
  };
}

function keyOf(type: string, slot: number): string {
  return `${type} ${slot}`;
}

interface Taken {
  slot: number;
  limit: number;
  /** How many are, this one included. */
  taken: number;
}

/**
 * Takes the first place that is free and within the limit, and counts after that what is taken in all: where a limit was
 * lowered, places beyond it may still be. Two that take at once both see both, so that together they never go too far.
 */
function statementsFor({ name, limit }: PlaceKind) {
  const lock = (type: string) => `hashtext('${name} ' || ${type})`;
  const most = (type: string, usual: string) =>
    `coalesce((select ${limit(type)} from datacenter order by created_at, id limit 1), ${usual})`;
  return {
    take: `
      with total as (select ${most("$1::text", "$2::int")} as "limit"),
      free as (select n from total, generate_series(1, "limit") n where n <> all ($3::int[]) offset 0),
      locked as materialized (select n from free where pg_try_advisory_lock(${lock("$1")}, n) limit 1)
      select n as slot, "limit", case when n > 0 then ${takenOf(lock("$1::text"))} end as taken from locked, total`,
    standing: `
      select type, ${most("type", "usual")} as "limit", ${takenOf(lock("type"))} as busy
      from unnest($1::text[], $2::int[]) with ordinality as t(type, usual, place) order by place`,
    free: `select pg_advisory_unlock(${lock("$1")}, $2)`,
    lockAgain: `select pg_try_advisory_lock(${lock("$1")}, $2)`,
  };
}

/** The locks of two numbers, in this database (pg_locks in the manual): how many with this first one are held. */
function takenOf(lock: string): string {
  return `(
    select count(*)::int from pg_locks
    where locktype = 'advisory' and objsubid = 2 and granted and classid = ${lock}::oid
      and database = (select oid from pg_database where datname = current_database()))`;
}
