/** An outbox of its own for one test, with relays over it. */
import pg from "pg";
import { onTestFinished } from "vitest";
import { type Relay, type RelayOptions, startRelay } from "../../src/adapters/postgres/outbox.ts";
import type { Order } from "../../src/app/orders.ts";
import { createEmptyDatabase } from "./database.ts";
import { silence } from "./queues.ts";

export interface TestOutbox {
  pool: pg.Pool;
  /** Commits orders, all at once; their ids are made by the database. Returns them as a relay hands them over. */
  commit(orders: Order[]): Promise<Order[]>;
  /** Starts a relay that looks only when it is woken, unless told otherwise. */
  relay(push: RelayOptions["push"], options?: Partial<RelayOptions>): Relay;
  /** Ends the sessions in which `query` was the last statement. Returns how many there were. */
  kill(query: string): Promise<number>;
  /** How many sessions have `query` as their last statement. */
  sessions(query: string): Promise<number>;
}

const NEVER_MS = 1_000_000;

/** Creates a database with an empty outbox, for the running test. */
export async function openOutbox(): Promise<TestOutbox> {
  const database = await createEmptyDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => undefined);
  onTestFinished(async () => {
    await pool.end();
    await database.drop();
  });
  await pool.query(
    `create table outbox (id bigint generated always as identity primary key, queue text not null,
      name text not null, payload jsonb not null, created_at timestamptz not null default now())`,
  );
  return { pool, commit: (orders) => commit(pool, orders), relay, ...sessionsOf(pool) };

  function relay(push: RelayOptions["push"], options: Partial<RelayOptions> = {}): Relay {
    const started = startRelay({ pool, push, pollMs: NEVER_MS, log: silence, ...options });
    onTestFinished(() => started.stop());
    return started;
  }
}

async function commit(pool: pg.Pool, orders: Order[]): Promise<Order[]> {
  const { rows } = await pool.query<Order>(
    `insert into outbox (queue, name, payload)
      select queue, name, payload from jsonb_to_recordset($1) as new (queue text, name text, payload jsonb)
      returning id::text, queue, name, payload`,
    [JSON.stringify(orders)],
  );
  return rows;
}

function sessionsOf(pool: pg.Pool) {
  const count = async (what: string, query: string) => {
    const { rows } = await pool.query(
      `select ${what} from pg_stat_activity where datname = current_database() and query like $1 || '%'
        and pid <> pg_backend_pid()`,
      [query],
    );
    return rows.length;
  };
  return {
    kill: (query: string) => count("pg_terminate_backend(pid)", query),
    sessions: (query: string) => count("pid", query),
  };
}
