/** The audit log against its own program: a role that owns the tables and is no superuser. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { startAuditLog } from "../../../src/adapters/postgres/audit-log.ts";
import { migrate } from "../../../src/adapters/postgres/migrate.ts";
import { connect, type Db } from "../../../src/adapters/postgres/pool.ts";
import { createDatabase } from "../../support/database.ts";
import { identityOf, NOW } from "../../support/rows.ts";

/** A database that belongs to a plain role, migrated and used by that role. */
async function openAsOwner(): Promise<Db> {
  const database = await createDatabase();
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

it.each(["audit_event", "audit_seal"])(
  "the program writes and reads %s, and has no right to change it",
  async (table) => {
    const db = await openAsOwner();
    const log = startAuditLog(db, () => NOW);
    await log.note({ identity: identityOf("dana"), action: "request.approve", subject: "REQ-1" });
    expect(await log.verify()).toMatchObject({ entries: 1, broken: null });
    const column = table === "audit_event" ? "subject" : "hash";
    for (const statement of [`update ${table} set ${column} = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(`permission denied for table ${table}`);
    }
  },
);

/** Everything that the database itself keeps as it was written. */
const KEPT = ["audit_event", "audit_seal", "charge", "closed_day", "closed_month", "policy", "span"];

it("the triggers stop also who gets round them as a replica does", async () => {
  const db = await openAsOwner();
  const { rows } = await sql<{ tgenabled: string; table: string }>`
    select tgenabled, tgrelid::regclass::text as table from pg_trigger
    where tgname = 'append_only' order by 2`.execute(db);
  expect(rows).toEqual(KEPT.map((table) => ({ tgenabled: "A", table })));
});
