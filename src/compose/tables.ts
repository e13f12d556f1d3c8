/** Opens the database: its tables brought to this version, and nothing in them that this version does not know. */
import type { Logger } from "pino";
import { unresolvable } from "../../machines/lifecycle.ts";
import { migrate } from "../adapters/postgres/migrate.ts";
import { type Connections, connect } from "../adapters/postgres/pool.ts";
import { storedStates } from "../adapters/postgres/quiet.ts";
import { migrateQueues } from "../adapters/queue/migrate.ts";

/** Brings the tables of the product and of its queues to this version. */
export async function migrateAll(database: string, log: Logger): Promise<string[]> {
  const connections = connect(database, (err) => log.warn({ err }, "an idle connection died"));
  try {
    const done = await migrate(connections.db);
    await migrateQueues(database);
    return done;
  } finally {
    await connections.close();
  }
}

export async function open(database: string, log: Logger): Promise<Connections> {
  await migrateAll(database, log);
  const connections = connect(database, (err) => log.warn({ err }, "an idle connection died"));
  const strange = unresolvable(await storedStates(connections.db));
  if (strange.length === 0) return connections;
  await connections.close();
  const list = strange.map(({ machine, state }) => `${machine} ${state}`).join(", ");
  throw new Error(`requests stand in states that this version does not know: ${list}`);
}
