/** One pool of connections, with Kysely on top, and transactions that are tried again when they collide. */
import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import { isStale, preparing } from "./prepared.ts";
import type { Database } from "./schema.ts";

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

export interface Connections {
  pool: pg.Pool;
  db: Db;
  close(): Promise<void>;
}

const DATE_OID = 1082;
const DEADLOCK = "40P01";
const SERIALIZATION_FAILURE = "40001";
const MOST_TRIES = 5;

/** Connects. `onIdleError` hears of connections that die while nobody uses them; the pool replaces them. */
export function connect(url: string, onIdleError: (error: Error) => void, max = 20): Connections {
  const types = {
    getTypeParser: (oid: number, format?: "text") => (oid === DATE_OID ? String : pg.types.getTypeParser(oid, format)),
  };
  const pool = new pg.Pool({ connectionString: url, max, keepAlive: true, pipeline: true, types: types as never });
  pool.on("error", onIdleError);
  const prepared = preparing();
  const connect = async () => prepared(await pool.connect());
  const dialect = new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } });
  const db = new Kysely<Database>({ dialect });
  return { pool, db, close: () => db.destroy() };
}

/**
 * Runs `work` in one transaction; again from the beginning when two transactions were in each other's way, or when a
 * statement turned out to be planned for columns that a migration has changed.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === MOST_TRIES || !(isCollision(error) || isStale(error))) throw error;
    }
  }
}

function isCollision(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === DEADLOCK || error.code === SERIALIZATION_FAILURE);
}

/** The constraint that an insert broke by being a second one; undefined for any other error. */
export function duplicateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === "23505" ? error.constraint : undefined;
}
