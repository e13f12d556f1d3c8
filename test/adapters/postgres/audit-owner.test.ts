/** The audit log against its own program: a role that owns the tables and is no superuser. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { startAuditLog } from "../../../src/adapters/postgres/audit-log.ts";
import { openAsOwner } from "../../support/owner.ts";
import { identityOf, NOW } from "../../support/rows.ts";

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
