/** The audit log: written once, and never changed. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { startAuditLog } from "../../../src/adapters/postgres/audit-log.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

async function openLog() {
  const { db, person, request } = await openRows();
  await person("dana");
  const log = startAuditLog(db, () => NOW);
  const approve = (subject: string) =>
    log.note({ identity: identityOf("dana"), action: "request.approve", subject, before: { n: 1 }, after: { n: 2 } });
  return { db, log, approve, request };
}

describe("the audit log", () => {
  it("keeps who did what, by the person's identity, before and after", async () => {
    const { db, approve } = await openLog();
    await approve("REQ-1");
    expect(await db.selectFrom("audit_event").selectAll().execute()).toEqual([
      {
        ...{ id: "1", datacenter_id: "dc1", at: NOW, person_id: "dana", identity: "console/local/dana" },
        ...{ action: "request.approve", subject: "REQ-1", before: { n: 1 }, after: { n: 2 } },
      },
    ]);
  });

  it("lists the newest first, of one subject or of one person", async () => {
    const { log, approve } = await openLog();
    await approve("REQ-1");
    await log.note({ identity: identityOf("gus"), action: "refused", subject: "forbidden" });
    await approve("REQ-2");
    const told = async (filter: { subject?: string; person?: string; most: number }) =>
      (await log.list(filter)).map(({ person, identity, action, subject }) =>
        [person, identity, action, subject].join(" "),
      );
    expect(await told({ most: 2 })).toEqual([
      "Dana console/local/dana request.approve REQ-2",
      " console/local/gus refused forbidden",
    ]);
    expect(await told({ subject: "REQ-1", most: 9 })).toEqual(["Dana console/local/dana request.approve REQ-1"]);
    expect(await told({ person: "dana", most: 9 })).toHaveLength(2);
    expect(await log.list({ most: 1 })).toMatchObject([{ id: "3", at: NOW }]);
  });

  it("finds what was done about a machine by its name", async () => {
    const { log, approve, request } = await openLog();
    await request("REQ-1", createOf("shop/web/front", "web-1"), { requester_id: "dana", subject: "web-1, web-2" });
    for (const subject of ["REQ-1", "REQ-2"]) await approve(subject);
    expect((await log.list({ subject: "web-2", most: 9 })).map(({ subject }) => subject)).toEqual(["REQ-1"]);
    expect(await log.list({ subject: "web", most: 9 })).toEqual([]);
  });

  it("finds what was done about a person by their name, and calls them by it", async () => {
    const { log } = await openLog();
    await log.note({ identity: identityOf("ben"), action: "role.grant", subject: "dana", after: { role: "user" } });
    expect(await log.list({ subject: "Dana", most: 9 })).toMatchObject([{ action: "role.grant", subject: "Dana" }]);
  });

  it.each(["audit_event", "audit_seal"])("is append-only: the database refuses to change %s", async (table) => {
    const { db, log, approve } = await openLog();
    await approve("REQ-1");
    await log.seal();
    const column = table === "audit_event" ? "subject" : "hash";
    for (const statement of [`update ${table} set ${column} = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(`${table} is append-only`);
    }
  });
});
