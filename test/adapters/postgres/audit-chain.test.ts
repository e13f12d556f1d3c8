/** The chain over the audit log: every entry is sealed once, and every change is found. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { startAuditLog } from "../../../src/adapters/postgres/audit-log.ts";
import type { Db } from "../../../src/adapters/postgres/pool.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

async function openLog() {
  const { db, person } = await openRows();
  await person("dana");
  const log = startAuditLog(db, () => NOW);
  const approve = (subject: string) =>
    log.note({ identity: identityOf("dana"), action: "request.approve", subject, before: { n: 1 }, after: { n: 2 } });
  return { db, log, approve };
}

/** A log with three sealed entries, and somebody with the power to get round the triggers. */
async function openSealed() {
  const scene = await openLog();
  for (const id of ["REQ-1", "REQ-2", "REQ-3"]) await scene.approve(id);
  await scene.log.seal();
  return { ...scene, tamper: (statement: string) => tamper(scene.db, statement) };
}

async function tamper(db: Db, statement: string): Promise<void> {
  const triggers = async (order: "disable" | "enable") => {
    for (const table of ["audit_event", "audit_seal"]) {
      await sql.raw(`alter table ${table} ${order} trigger append_only`).execute(db);
    }
  };
  await triggers("disable");
  await sql.raw(statement).execute(db);
  await triggers("enable");
}

async function addMany(db: Db, count: number): Promise<void> {
  await sql`
    insert into audit_event (at, identity, action, subject, after)
    select ${NOW}::timestamptz + n * interval '1 microsecond', 'system', 'request.expire', 'REQ-' || n, '{"n": 1.10}'
    from generate_series(1, ${count}::integer) n`.execute(db);
}

describe("sealing", () => {
  it("takes each entry once, in the order of their ids", async () => {
    const { db, log, approve } = await openLog();
    for (const id of ["REQ-1", "REQ-2"]) await approve(id);
    expect(await log.seal()).toBe(2);
    expect(await log.seal()).toBe(0);
    await approve("REQ-3");
    expect(await log.seal()).toBe(1);
    const seals = await db.selectFrom("audit_seal").select(["position", "event_id"]).orderBy("position").execute();
    expect(seals.map(({ position, event_id }) => `${position}:${event_id}`)).toEqual(["1:1", "2:2", "3:3"]);
  });

  it("takes an entry that was committed late when it comes", async () => {
    const { db, log, approve } = await openLog();
    await db.transaction().execute(async (tx) => {
      await startAuditLog(tx, () => NOW).note({ identity: identityOf("dana"), action: "slow", subject: "REQ-1" });
      await approve("REQ-2");
      expect(await log.seal()).toBe(1);
    });
    expect(await log.seal()).toBe(1);
    expect(await log.verify()).toEqual({ entries: 2, broken: null });
  });

  it("of an entry that comes later than anything is left to verifying", async () => {
    const { db, log } = await openLog();
    await db.transaction().execute(async (tx) => {
      await startAuditLog(tx, () => NOW).note({ identity: identityOf("dana"), action: "slow", subject: "REQ-1" });
      await addMany(db, 10_001);
      expect(await log.seal()).toBe(10_001);
    });
    expect(await log.seal()).toBe(0);
    expect(await log.verify()).toEqual({ entries: 10_002, broken: null });
  });

  it("is one chain, however many seal at once and however much there is", async () => {
    const { db, log } = await openLog();
    await addMany(db, 2500);
    const sealed = await Promise.all(Array.from({ length: 5 }, () => log.seal()));
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(2500);
    expect(await log.verify()).toEqual({ entries: 2500, broken: null });
  });
});

describe("verifying", () => {
  it("finds nothing wrong with an empty log, and seals what is not sealed yet", async () => {
    const { log, approve } = await openLog();
    expect(await log.verify()).toEqual({ entries: 0, broken: null });
    await approve("REQ-1");
    expect(await log.verify()).toEqual({ entries: 1, broken: null });
    expect(await log.seal()).toBe(0);
  });

  it.each([
    ["a changed subject", "update audit_event set subject = 'REQ-9' where id = 2"],
    ["a changed moment", "update audit_event set at = at + interval '1 microsecond' where id = 2"],
    [
      "a changed digit far behind the point",
      `update audit_event set after = '{"n": 2.00000000000000000001}' where id = 2`,
    ],
    ["a taken out value", "update audit_event set before = null where id = 2"],
    ["somebody else's name on it", "update audit_event set person_id = null where id = 2"],
  ])("finds %s", async (_what, statement) => {
    const { log, tamper } = await openSealed();
    await tamper(statement);
    const { entries, broken } = await log.verify();
    expect(entries).toBe(1);
    expect(broken).toMatch(/^entry 2 \(request\.approve REQ-[29]\) was changed$/);
  });

  it.each([
    ["a missing entry", "delete from audit_event where id = 2", "entry 2 is missing"],
    ["a missing last entry", "delete from audit_event where id = 3", "entry 3 is missing"],
    ["a missing seal", "delete from audit_seal where position = 2", "entry 2 was taken out of the chain"],
    ["a missing first seal", "delete from audit_seal where position = 1", "entry 1 was taken out of the chain"],
    [
      "a changed seal",
      "update audit_seal set hash = 'x' where position = 2",
      "the seal of entry 2 (request.approve REQ-2) was changed",
    ],
    [
      "a changed last seal",
      "update audit_seal set hash = 'x' where position = 3",
      "entry 3 (request.approve REQ-3) was changed",
    ],
    ["a moved seal", "update audit_seal set position = 4 where position = 2", "entry 2 was taken out of the chain"],
  ])("finds %s", async (_what, statement, sentence) => {
    const { log, tamper } = await openSealed();
    await tamper(statement);
    expect((await log.verify()).broken).toBe(sentence);
  });
});
