/** Logs in to the embedded Postgres to see whether it is ours, and ready. */

import { Client, DatabaseError } from "pg";
import { NAME } from "./cluster.ts";

/** invalid_authorization_specification and invalid_password: waiting will not help. */
const HOPELESS = ["28000", "28P01"];

/** The address of a database of the server that listens on `port` of this machine. */
export function urlOf(port: number, password: string, database = NAME): string {
  return `postgres://${NAME}:${password}@127.0.0.1:${port}/${database}`;
}

/** Whether the server is ready; makes our database where it is missing. Throws when it refuses the password. */
export async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(port, password, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => null);
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = $1", [NAME]);
    if (rowCount === 0) await client.query(`create database ${NAME}`);
    return true;
  } catch (cause) {
    const hopeless = cause instanceof DatabaseError && HOPELESS.includes(cause.code ?? "");
    if (hopeless) throw new Error(`logging in to the embedded Postgres on port ${port}`, { cause });
    return false;
  } finally {
    await client.end().catch(() => null);
  }
}
