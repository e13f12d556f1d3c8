/** Databases that are made for one run and dropped after it. */
import { randomUUID } from "node:crypto";
import pg from "pg";

export interface Throwaway {
  url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Creates a database on the server that `url` is on; its name begins with `prefix`. It is empty, or a copy of the
 * database `template`, to which nobody may be connected.
 */
export async function createThrowaway(url: string, prefix: string, template?: string): Promise<Throwaway> {
  const name = `${prefix}_${randomUUID().replaceAll("-", "")}`;
  await run(url, `create database ${name}${template ? ` template ${template} strategy file_copy` : ""}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => run(url, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
