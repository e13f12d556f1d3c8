/** The ledger is kept: days are closed once and for all, and what was charged is given back by an entry, once. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerDays } from "../../../src/app/ledger-closing.ts";
import { moneyOf } from "../../../src/domain/money.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";
import { openAsOwner } from "../../support/owner.ts";
import { identityOf } from "../../support/rows.ts";

const JANUARY = { units: null, from: "2027-01-01", to: "2027-01-31" };
const MONDAY = "2027-01-04T00:00+01:00";
const OLGA = { person: "olga", name: "Olga", identity: identityOf("olga"), grants: [], standsInFor: [] };

let trial: LedgerTrial;

/** As the plain role that the program is: what it may not do, it does not need. */
beforeEach(async () => {
  trial = await openLedger(openAsOwner);
  await trial.unit("retail");
  await trial.person("olga");
  await trial.role("till/pos/node", "retail");
  await trial.rate("2027-01-01", "0.10", "0.05");
  await trial.price("small", "2027-01-01", "3.10");
  await trial.grant(MONDAY, "till", [10, 100]);
  await trial.vm("pos-1", "till/pos/node", { business_unit_id: "retail", requester_id: "olga", state: "creating" });
  await trial.machine("2027-01-04T08:00+01:00", "vm-pos-1", { state: "running" });
  trial.clock.now = new Date("2027-02-10T12:00+01:00");
});

const bill = () => trial.ledger.lines(JANUARY, 1000);

const refund = (charge: string, amount: string) =>
  trial.entries.refund({ charge, amount: moneyOf(amount), reason: "the host was down" }, OLGA);

describe("closing", () => {
  it("closes each day once it is over, the missed ones too, and each once however many do it", async () => {
    const days = Array.from({ length: 4 }, () => trial.closeUntil("2027-01-07T00:00+01:00"));
    expect((await Promise.all(days)).flat().sort()).toEqual(["2027-01-04", "2027-01-05", "2027-01-06"]);
    const [{ lines, amount }] = (
      await sql<{ lines: string; amount: string }>`
      select count(*) as lines, sum(amount) as amount from charge`.execute(trial.db)
    ).rows as [never];
    expect([lines, amount]).toEqual(["6", "18.000000"]);
  });

  it("comes with the first look at the clock after the datacenter's midnight", async () => {
    const timetable = ledgerDays(trial.closing);
    await timetable.sweep(new Date("2027-01-04T23:59:59+01:00"));
    expect(await trial.ledger.closed()).toEqual({ day: null, month: null });
    await timetable.sweep(new Date("2027-02-02T10:00+01:00"));
    expect(await trial.ledger.closed()).toEqual({ day: "2027-02-01", month: "2027-01" });
  });

  it("closes nothing while there is nothing to charge", async () => {
    const { closing } = await openLedger();
    expect(await closing.closeOldest(new Date())).toBeNull();
  });

  it("loses no second and doubles none when machines change while their day is being closed", async () => {
    const names = Array.from({ length: 8 }, (_, n) => `pos-${n + 2}`);
    const own = { business_unit_id: "retail", requester_id: "olga", state: "creating" };
    for (const name of names) await trial.vm(name, "till/pos/node", own);
    for (const name of names) await trial.machine("2027-01-04T08:00+01:00", `vm-${name}`, { state: "running" });
    await Promise.all([
      ...names.map((name) => trial.machine("2027-01-04T23:59:58+01:00", `vm-${name}`, { state: "stored" })),
      ...[1, 2, 3].map(() => trial.closeUntil("2027-01-05T00:00+01:00")),
    ]);
    await trial.closeUntil("2027-01-06T00:00+01:00");
    const { rows } = await sql<{ seconds: string }>`
      select distinct sum(c.seconds)::text as seconds from charge c join span s on s.id = c.span_id
      where s.kind = 'allocated' and c.day <= '2027-01-05' group by s.object_id`.execute(trial.db);
    expect(rows).toEqual([{ seconds: String((16 + 24) * 3600) }]);
  });

  it("leaves a change that comes too late for its day to the day that is open", async () => {
    await trial.closeUntil("2027-01-05T00:00+01:00");
    await trial.machine("2027-01-04T23:59:59+01:00", "vm-pos-1", { state: "stored" });
    await trial.closeUntil("2027-01-06T00:00+01:00");
    const lines = await trial.ledger.lines({ ...JANUARY, name: "pos-1" }, 2);
    expect(lines.map(({ day, state, seconds }) => `${day} ${state} ${seconds}`)).toEqual([
      "2027-01-04 running 57600",
      "2027-01-05 stored 86400",
    ]);
  });
});

describe("a closed month", () => {
  it("stays byte for byte as it was, whatever becomes of what it charged", async () => {
    await trial.closeUntil("2027-02-10T00:00+01:00");
    const before = JSON.stringify(await bill());
    expect(await trial.db.selectFrom("vm").select("name").execute()).toHaveLength(1);
    await trial.machine("2027-02-10T01:00+01:00", "vm-pos-1", { name: "pos-9", state: "deleted" });
    await trial.grant("2027-02-10T01:00+01:00", "till", null);
    await trial.db.updateTable("business_unit").set({ name: "sales", cost_center: "c-9" }).execute();
    await trial.db.updateTable("infrastructure").set({ name: "desk" }).execute();
    await trial.keepAll("2027-02-10T02:00+01:00");
    await trial.rate("2027-01-01", "9.00", "9.00");
    await trial.price("small", "2027-01-01", "9.00");
    expect(JSON.stringify(await bill())).toBe(before);
  });

  it("is what its days are, and gets no line any more", async () => {
    await trial.closeUntil("2027-02-01T00:00+01:00");
    const [{ lines, amount }] = (
      await sql<{ lines: number; amount: string }>`
      select lines, amount from closed_month`.execute(trial.db)
    ).rows as [never];
    const all = await bill();
    const sum = all.reduce((total, line) => total + moneyOf(line.amount), 0n);
    expect([lines, moneyOf(amount)]).toEqual([all.length, sum]);
    const again = sql`
      insert into charge (datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, amount, at)
      select datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, amount, at from charge`;
    await expect(again.execute(trial.db)).rejects.toThrow("a closed month gets no charge");
  });
});

describe("a refund", () => {
  beforeEach(() => trial.closeUntil("2027-02-10T00:00+01:00"));

  it("is a line of its own, of the day on which it is entered, and both name each other", async () => {
    const id = await refund("C-1", "1.00");
    expect(await trial.ledger.line(id)).toMatchObject({
      ...{ kind: "refund", day: "2027-02-10", amount: "-1.000000", reverses: "C-1", name: "till" },
      ...{ reason: "the host was down", by: "Olga" },
    });
    expect(await trial.ledger.line("C-1")).toMatchObject({ reversedBy: id, day: "2027-01-04" });
    const [sum] = await trial.ledger.sums({ ...JANUARY, from: "2027-02-10", to: "2027-02-10" }, []);
    expect(sum?.refunded).toBe("-1.000000");
    const noted = await trial.db.selectFrom("audit_event").select(["action", "subject", "person_id"]).execute();
    expect(noted).toEqual([{ action: "charge.refund", subject: id, person_id: "olga" }]);
  });

  it("is entered once, however many enter it at the same moment", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refund("C-1", "0.50")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "duplicate" });
  });

  it("is no more than its charge took, and no less than something", async () => {
    for (const amount of ["6.01", "0", "-1.00"])
      await expect(refund("C-1", amount), amount).rejects.toMatchObject({ code: "bad-arguments" });
    await expect(refund("C-999", "1.00")).rejects.toMatchObject({ code: "not-found" });
    await expect(refund(await refund("C-1", "1.00"), "0.10")).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("is held to that by the database, too", async () => {
    const forged = (amount: string) => sql`
      insert into charge (datacenter_id, day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, amount, reverses,
        reason, at)
      select datacenter_id, '2027-02-10', 'refund', span_id, 0, 0, 0, ${amount}::numeric, id, 'forged', at
      from charge where id = 1`;
    for (const amount of ["-6.01", "1.00"])
      await expect(forged(amount).execute(trial.db), amount).rejects.toThrow("at most what its charge took");
  });
});

describe("the database", () => {
  it("refuses to change or to take away anything of it", async () => {
    for (const table of ["charge", "closed_day", "closed_month", "span"]) {
      for (const statement of [`update ${table} set datacenter_id = 'x'`, `delete from ${table}`, `truncate ${table}`])
        await expect(sql.raw(statement).execute(trial.db)).rejects.toThrow(`permission denied for table ${table}`);
    }
  });

  it("lets a span end once, and be nothing else", async () => {
    await trial.machine("2027-01-05T00:00+01:00", "vm-pos-1", { state: "deleted" });
    const reopen = sql`update span set ended_at = 'infinity' where object_id = 'vm-pos-1'`;
    await expect(reopen.execute(trial.db)).rejects.toThrow("its end alone is set, once");
  });
});
