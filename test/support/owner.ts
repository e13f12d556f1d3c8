/** The program as a plain role: it owns its tables, and is no superuser. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { createEmptyDatabase } from "./database.ts";

/** A database that belongs to a plain role, migrated and used by that role. */
export async function openAsOwner(): Promise<Db> {
  const database = await createEmptyDatabase();
  const role = `owner_${randomBytes(6).toString("hex")}`;
  const root = connect(database.url, () => undefined);
  await sql.raw(`create role ${role} login password 'x'`).execute(root.db);
  await sql.raw(`alter database ${new URL(database.url).pathname.slice(1)} owner to ${role}`).execute(root.db);
  await sql.raw(`alter schema public owner to ${role}`).execute(root.db);
  const url = Object.assign(new URL(database.url), { username: role, password: "x" });
  const own = connect(url.href, () => undefined);
  onTestFinished(async () => {
    await own.close();
    await sql.raw(`drop owned by ${role}`).execute(root.db);
    await sql.raw(`alter database ${new URL(database.url).pathname.slice(1)} owner to current_user`).execute(root.db);
    await sql.raw(`drop role ${role}`).execute(root.db);
    await root.close();
    await database.drop();
  });
  await migrate(own.db);
  return own.db;
}
