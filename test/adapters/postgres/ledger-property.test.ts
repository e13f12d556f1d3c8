/** Whatever happens, the ledger is what an independent, slow reckoning makes of the same events. */
import fc from "fast-check";
import { DateTime } from "luxon";
import { beforeEach, expect, it } from "vitest";
import { moneyOf } from "../../../src/domain/money.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";
import { decimal, type MachineIs, type Size, type SlowLedger, slowLedger } from "../../support/slow-ledger.ts";

const ZONE = "Europe/Berlin";
const DAYS = 3;
const MACHINES = 3;

/** Fewer hours on the third day: clocks go forward on Sunday, 28 March 2027. */
const BEGIN = "2027-03-26";

type Event =
  | { kind: "grant"; size: Size }
  | { kind: "machine"; n: number; is: Partial<MachineIs> }
  | { kind: "rate"; ahead: number; memory: string; storage: string }
  | { kind: "price"; ahead: number; price: string | null }
  | { kind: "close" }
  | { kind: "refund"; pick: number; parts: number };

const price = fc.integer({ min: 1, max: 9_999_999 }).map((amount) => decimal(BigInt(amount)));
const size = (least: Size, most: Size): fc.Arbitrary<Size> =>
  fc.tuple(fc.integer({ min: least[0], max: most[0] }), fc.integer({ min: least[1], max: most[1] }));

const states = ["running", "running", "stopped", "paused", "stored", "failed", "deleted", "creating"];
const is = fc.oneof(
  fc.constantFrom(...states).map((state) => ({ state })),
  size([1, 10], [4, 60]).map((one) => ({ size: one })),
  fc.constantFrom("small", "large").map((template) => ({ template })),
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: size([12, 180], [20, 300]).map((one): Event => ({ kind: "grant", size: one })) },
  {
    weight: 8,
    arbitrary: fc.tuple(fc.nat(MACHINES - 1), is).map(([n, set]): Event => ({ kind: "machine", n, is: set })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(1), price, price)
      .map(([ahead, memory, storage]): Event => ({ kind: "rate", ahead, memory, storage })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(1), fc.option(price))
      .map(([ahead, one]): Event => ({ kind: "price", ahead, price: one })),
  },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: "close" }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(), fc.integer({ min: 1, max: 4 }))
      .map(([pick, parts]): Event => ({ kind: "refund", pick, parts })),
  },
);

const course = fc.array(fc.tuple(fc.nat(DAYS * 24 * 3600 - 7200), event), { minLength: 1, maxLength: 25 });

let trial: LedgerTrial;
let slow: SlowLedger;
let begin = DateTime.fromISO(BEGIN, { zone: ZONE });
let run = 0;

beforeEach(async () => {
  trial = await openLedger();
  slow = slowLedger();
  await trial.unit("retail");
  await trial.person("olga");
});

/** Every run has days, an infrastructure and machines of its own; rates, prices and the closed days go on. */
async function play(events: [number, Event][]): Promise<void> {
  const home = `inf${++run}`;
  const [first, end] = [begin, begin.plus({ days: DAYS })];
  begin = end;
  await trial.role(`${home}/s/r`, "retail");
  const machines = Array.from({ length: MACHINES }, (_, n): MachineIs & { name: string } => {
    return { name: `${home}-vm${n}`, state: "creating", template: "small", size: [1, 10] };
  });
  for (const { name } of machines)
    await trial.vm(name, `${home}/s/r`, { business_unit_id: "retail", requester_id: "olga", state: "creating" });
  const grant = async (at: DateTime, one: Size | null) => {
    await trial.grant(at.toISO() ?? "", home, one);
    slow.granted(at.toSeconds(), home, one);
  };
  await grant(first, [16, 200]);
  let refunded = 0n;
  for (const [offset, one] of events.toSorted(([a], [b]) => a - b)) {
    const at = first.plus({ seconds: offset });
    if (one.kind === "grant") await grant(at, one.size);
    else if (one.kind === "machine") await change(machines[one.n], one.is, at);
    else refunded += await other(one, at, home);
  }
  for (const machine of machines) await change(machine, { state: "deleted" }, end);
  await grant(end, null);
  await compare(home, [first, end], refunded);
}

async function change(machine: (MachineIs & { name: string }) | undefined, set: Partial<MachineIs>, at: DateTime) {
  if (!machine || machine.state === "deleted") return;
  Object.assign(machine, set);
  const { name, ...now } = machine;
  await trial.machine(at.toISO() ?? "", `vm-${name}`, now);
  slow.machine(at.toSeconds(), name, now);
}

/** What concerns no single machine; returns what was given back. */
async function other(one: Exclude<Event, { kind: "grant" | "machine" }>, at: DateTime, home: string): Promise<bigint> {
  const day = (ahead: number) => at.plus({ days: ahead }).toISODate() ?? "";
  trial.clock.now = at.toJSDate();
  if (one.kind === "rate") {
    await trial.rate(day(one.ahead), one.memory, one.storage);
    slow.rate(day(one.ahead), one.memory, one.storage);
  } else if (one.kind === "price") {
    await trial.price("small", day(one.ahead), one.price);
    slow.price("small", day(one.ahead), one.price);
  } else if (one.kind === "close") {
    await trial.closeUntil(at.toISO() ?? "");
  } else {
    return refund(one, home);
  }
  return 0n;
}

async function refund({ pick, parts }: { pick: number; parts: number }, home: string): Promise<bigint> {
  const all = await trial.ledger.lines({ units: null, on: home, from: BEGIN, to: "2029-12-31" }, 1000);
  const open = all.filter(({ id, kind, reversedBy }) => id !== null && kind !== "refund" && reversedBy === null);
  const line = open[pick % Math.max(open.length, 1)];
  const amount = line ? moneyOf(line.amount) / BigInt(parts) : 0n;
  if (!line?.id || amount === 0n) return 0n;
  const olga = { person: "olga", name: "Olga", identity: { platform: "console", tenant: "local", user: "olga" } };
  await trial.entries.refund({ charge: line.id, amount, reason: "tried" }, { ...olga, grants: [], standsInFor: [] });
  return amount;
}

/** Told before its days are closed, closed, and closed once more: it is the same bill, and the slow one's. */
async function compare(home: string, [first, end]: [DateTime, DateTime], refunded: bigint): Promise<void> {
  const [from, to] = [first.toISODate() ?? "", end.minus({ days: 1 }).toISODate() ?? ""];
  const query = { units: null, on: home, from, to };
  trial.clock.now = end.toJSDate();
  const slowly = slow
    .lines(from, to, end.toSeconds())
    .filter(({ name }) => name.startsWith(home))
    .map(textOf)
    .sort();
  const told = async () => {
    const lines = (await trial.ledger.lines(query, 1000)).filter(({ kind }) => kind !== "refund");
    return lines.map(textOf).sort();
  };
  expect(await told()).toEqual(slowly);
  await trial.closeUntil(end.toISO() ?? "");
  expect(await told()).toEqual(slowly);
  const closed = await trial.ledger.lines(query, 1000);
  expect(await trial.closeUntil(end.toISO() ?? "")).toEqual([]);
  expect(await trial.ledger.lines(query, 1000)).toEqual(closed);
  const [sum] = await trial.ledger.sums(query, []);
  expect(sum?.amount).toBe(signed(closed.reduce((all, { amount }) => all + moneyOf(amount), 0n)));
  expect(sum?.refunded).toBe(signed(-refunded));
}

const textOf = (one: { day: string; kind: string; name: string; seconds: number; amount: string }) =>
  `${one.day} ${one.kind} ${one.name} ${one.seconds} ${one.amount}`;

const signed = (amount: bigint) => (amount < 0n ? `-${decimal(-amount)}` : decimal(amount));

it("any course of grants, changes, rates, prices, closings and refunds", { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(course, play), { numRuns: 20 });
});
