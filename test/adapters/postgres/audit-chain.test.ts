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
  for (const one of statement.split(";")) await sql.raw(one).execute(db);
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
    expect(await log.verify()).toMatchObject({ entries: 2, broken: null });
  });

  it("of an entry that comes later than anything is left to verifying", async () => {
    const { db, log } = await openLog();
    await db.transaction().execute(async (tx) => {
      await startAuditLog(tx, () => NOW).note({ identity: identityOf("dana"), action: "slow", subject: "REQ-1" });
      await addMany(db, 10_001);
      expect(await log.seal()).toBe(10_001);
    });
    expect(await log.seal()).toBe(0);
    expect(await log.verify()).toMatchObject({ entries: 10_002, broken: null });
  });

  it("is one chain, however many seal at once and however much there is", async () => {
    const { db, log } = await openLog();
    await addMany(db, 2500);
    const sealed = await Promise.all(Array.from({ length: 5 }, () => log.seal()));
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(2500);
    expect(await log.verify()).toMatchObject({ entries: 2500, broken: null });
  });
});

const HOUR_MS = 3_600_000;
const [EARLIER, LATER] = [-HOUR_MS, HOUR_MS].map((away) => new Date(NOW.getTime() + away).toISOString());

describe("verifying", () => {
  it("finds nothing wrong with an empty log, and seals what is not sealed yet", async () => {
    const { log, approve } = await openLog();
    expect(await log.verify()).toMatchObject({ entries: 0, broken: null });
    await approve("REQ-1");
    expect(await log.verify()).toMatchObject({ entries: 1, broken: null });
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
    [
      "swapped entries",
      `update audit_event e set subject = other.subject from audit_event other
       where (e.id, other.id) in ((2, 3), (3, 2))`,
      "entry 2 (request.approve REQ-3) was changed",
    ],
    [
      "swapped seals",
      "update audit_seal s set event_id = -5 + s.event_id where position > 1; update audit_seal set event_id = -event_id where position > 1",
      "entry 2 (request.approve REQ-3) was changed",
    ],
    [
      "an entry with a seal put in between",
      `insert into audit_event (id, at, identity, action, subject)
         overriding system value values (9, '${LATER}', 'x', 'role.grant', 'mallory');
       update audit_seal set position = -position where position > 1;
       update audit_seal set position = 1 - position where position < 0;
       insert into audit_seal values (2, 9, 'x')`,
      "entry 2 (role.grant mallory) was changed",
    ],
    [
      "an entry put in among the old ones, as if it had always been there",
      `insert into audit_event (id, at, identity, action, subject)
         overriding system value values (0, '${EARLIER}', 'x', 'role.grant', 'mallory')`,
      "entry 4 (role.grant mallory) was put in afterwards",
    ],
    [
      "an entry that hides behind a seal before the first",
      `insert into audit_event (id, at, identity, action, subject)
         overriding system value values (-7, '${EARLIER}', 'x', 'role.grant', 'mallory');
       insert into audit_seal values (-1, -7, 'x')`,
      "entry -1 does not belong in the chain",
    ],
  ])("finds %s", async (_what, statement, sentence) => {
    const { log, tamper } = await openSealed();
    await tamper(statement);
    expect((await log.verify()).broken).toBe(sentence);
  });
});

describe("an anchor kept elsewhere", () => {
  it("is found again as long as nothing is gone", async () => {
    const { log, approve } = await openSealed();
    const { head } = await log.verify();
    expect(head).toEqual(await log.head());
    expect(head).toMatchObject({ position: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await approve("REQ-4");
    expect(await log.verify(head ?? undefined)).toMatchObject({ entries: 4, broken: null });
  });

  it("tells that the newest entries were taken away together with their seals", async () => {
    const { log, tamper } = await openSealed();
    const head = (await log.head()) ?? undefined;
    await tamper("delete from audit_event where id = 3; delete from audit_seal where position = 3");
    expect((await log.verify()).broken).toBeNull();
    expect((await log.verify(head)).broken).toBe("entry 3 is missing: the anchor names entry 3");
  });

  it("tells that everything was written anew", async () => {
    const { log, approve, tamper } = await openSealed();
    const head = (await log.head()) ?? undefined;
    await tamper("truncate audit_event, audit_seal");
    for (const id of ["REQ-1", "REQ-7", "REQ-3"]) await approve(id);
    expect((await log.verify()).broken).toBeNull();
    expect((await log.verify(head)).broken).toBe("entry 3 is not the one that the anchor names");
  });
});
