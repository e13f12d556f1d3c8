/** Brings the database to the code's version, and refuses one that is ahead of it. */
import { promises as fs } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import type { Db } from "./pool.ts";

const FOLDER = path.join(import.meta.dirname, "../../../migrations");

/** Runs what is missing, one process at a time. Throws when the database knows migrations that the code does not. */
export async function migrate(db: Db): Promise<string[]> {
  await refuseAhead(db);
  const { error, results = [] } = await migratorOf(db).migrateToLatest();
  if (error) throw new Error("migrating the database", { cause: error });
  return results.map((result) => result.migrationName);
}

function migratorOf(db: Db): Migrator {
  return new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder: FOLDER }) });
}

async function refuseAhead(db: Db): Promise<void> {
  const done = await doneIn(db);
  const known = new Set((await fs.readdir(FOLDER)).map((file) => path.parse(file).name));
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(`the database is ahead of this program: it has ${unknown.join(", ")}; start the newer program`);
}

async function doneIn(db: Db): Promise<string[]> {
  const exists = await sql<{ here: boolean }>`select to_regclass('kysely_migration') is not null as here`.execute(db);
  if (!exists.rows[0]?.here) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
