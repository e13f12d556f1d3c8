/** Brings the tables that the queues keep in Postgres up to date. */
import { runMigrations } from "bullmq";
import pg from "pg";

/** Creates or upgrades the schema `bullmq`; to be run with the other migrations, and safe to run again. */
export async function migrateQueues(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } catch (cause) {
    throw new Error("migrating the queues", { cause });
  } finally {
    await client.end();
  }
}
