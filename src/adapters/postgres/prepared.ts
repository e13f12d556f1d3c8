/** Sends the statements of pooled connections: hot ones by a name, so that the server parses and plans them once. */
import type { PostgresPoolClient } from "kysely";
import pg from "pg";

/** So many statements get names, the first ones; each keeps memory in every session of the server. */
const MOST_NAMES = 300;

/**
 * A star that stands for columns, as in `select *` and `returning w.*`. A migration could change what it stands for,
 * and the server refuses to run a named statement whose result has changed.
 */
const STAR = /(?<!\()\*\s*(from\b|union\b|,|\)|$)/i;

/** How the server refuses that: "cached plan must not change result type". */
const STALE = "0A000";

type Names = (text: string) => string | undefined;

/** Makes what Kysely uses instead of each connection of one pool, which has to be pipelined. */
export function preparing(): (client: pg.PoolClient) => PostgresPoolClient {
  const names = new Map<string, string | undefined>();
  const nameOf: Names = (text) => {
    if (!names.has(text) && names.size < MOST_NAMES && !STAR.test(text)) names.set(text, `q${names.size}`);
    return names.get(text);
  };
  return (client) => {
    const query = (text: string, values: unknown[] = []) => {
      if (text === "begin") return begun(client);
      return values.length === 0 ? client.query(text) : named(client, { text, values }, nameOf, names);
    };
    return { query: query as never, release: (destroy) => client.release(destroy) }; // Kysely's cursors are left out
  };
}

/** On a pipelined connection nothing has to wait for it; what breaks the connection breaks the next statement, too. */
async function begun(client: pg.PoolClient): Promise<object> {
  client.query("begin").catch(() => undefined);
  return { rows: [] };
}

/** Sends it by its name. One that has become stale loses its name, and goes again where no transaction has failed by it. */
async function named(
  client: pg.PoolClient,
  { text, values }: { text: string; values: unknown[] },
  nameOf: Names,
  names: Map<string, string | undefined>,
): Promise<pg.QueryResult> {
  const name = nameOf(text);
  if (!name) return client.query(text, values);
  try {
    return await client.query({ name, text, values });
  } catch (error) {
    if (!isStale(error)) throw error;
    names.set(text, undefined);
    if (client.getTransactionStatus() !== "I") throw error;
    return client.query(text, values);
  }
}

/** Did the server refuse a named statement because its result has changed? Without its name it goes. */
export function isStale(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === STALE;
}
