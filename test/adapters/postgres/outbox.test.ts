/** The relay between the outbox and the queues: nothing is lost, nothing doubled. */
import { expect, it } from "vitest";
import { notifyOutbox } from "../../../src/adapters/postgres/outbox.ts";
import type { Order } from "../../../src/app/orders.ts";
import { openOutbox } from "../../support/outbox.ts";
import { allDone, describeQueues, everywhere, makeOrders, SOON } from "../../support/queues.ts";

/** How the statement begins after which a relay has orders in hand. */
const TAKING = "select id::text, queue, name, payload from outbox";

it("hands over what was committed when it is woken, the oldest first, and empties the outbox", async () => {
  const outbox = await openOutbox();
  const saved = await outbox.commit([...makeOrders(150), ...makeOrders(100, "heavy")]);
  const pushed: Order[] = [];
  const relay = outbox.relay(async (orders) => void pushed.push(...orders));
  relay.wake();
  await expect.poll(() => relay.drained(), SOON).toBe(true);
  expect(pushed).toEqual(saved);
});

it("finds what nobody woke it for", async () => {
  const outbox = await openOutbox();
  const pushed: Order[] = [];
  const relay = outbox.relay(async (orders) => void pushed.push(...orders), { pollMs: 30 });
  await expect.poll(() => outbox.sessions("listen outbox"), SOON).toBe(1);
  const saved = await outbox.commit(makeOrders(1));
  await expect.poll(() => relay.drained(), SOON).toBe(true);
  expect(pushed).toEqual(saved);
});

it("hears of another process's commit, also after its connection was lost", async () => {
  const outbox = await openOutbox();
  const relay = outbox.relay(async () => undefined);
  for (const _ of ["before", "after"]) {
    await expect.poll(() => outbox.sessions("listen outbox"), SOON).toBe(1);
    await expect.poll(() => relay.drained(), SOON).toBe(true);
    await outbox.commit(makeOrders(1));
    notifyOutbox(outbox.pool)();
    await expect.poll(() => relay.drained(), SOON).toBe(true);
    expect(await outbox.kill("listen outbox")).toBe(1);
  }
});

it("makes few notifications of many", async () => {
  const outbox = await openOutbox();
  let queries = 0;
  outbox.pool.on("acquire", () => {
    queries += 1;
  });
  const notify = notifyOutbox(outbox.pool);
  for (let i = 0; i < 100; i += 1) notify();
  await expect.poll(() => queries, SOON).toBe(2);
});

it("keeps what could not be handed over, and tries again", async () => {
  const outbox = await openOutbox();
  const saved = await outbox.commit(makeOrders(3));
  const tried: Order[][] = [];
  const relay = outbox.relay(
    async (orders) => {
      tried.push(orders);
      if (tried.length < 3) throw new Error("the queues are away");
    },
    { pollMs: 30 },
  );
  await expect.poll(() => relay.drained(), SOON).toBe(true);
  expect(tried).toEqual([saved, saved, saved]);
});

it("hands over again what it could not forget, because its connection broke", async () => {
  const outbox = await openOutbox();
  const saved = await outbox.commit(makeOrders(3));
  const handedOver: Order[][] = [];
  const relay = outbox.relay(
    async (orders) => {
      handedOver.push(orders);
      if (handedOver.length > 1) return;
      expect(await outbox.kill(TAKING)).toBe(1);
      await expect.poll(() => outbox.sessions(TAKING), SOON).toBe(0);
    },
    { pollMs: 30 },
  );
  await expect.poll(() => relay.drained(), SOON).toBe(true);
  expect(handedOver).toEqual([saved, saved]);
});

it("leaves orders alone whose queue it does not know", async () => {
  const outbox = await openOutbox();
  const [known] = await outbox.commit(makeOrders(1));
  await outbox.pool.query("insert into outbox (queue, name, payload) values ('newer', 'unheard-of', '{}')");
  const pushed = Promise.withResolvers<Order[]>();
  const relay = outbox.relay(async (orders) => pushed.resolve(orders));
  relay.wake();
  expect(await pushed.promise).toEqual([known]);
  await relay.stop();
  expect(await relay.drained()).toBe(false);
});

it("finishes what it has in hand when it stops, and begins nothing else", async () => {
  const outbox = await openOutbox();
  await outbox.commit(makeOrders(4));
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const pushed: Order[] = [];
  const relay = outbox.relay(
    async (orders) => {
      begun.resolve();
      await gate.promise;
      pushed.push(...orders);
    },
    { batch: 3 },
  );
  relay.wake();
  await begun.promise;
  const stopped = relay.stop();
  gate.resolve();
  await stopped;
  expect(pushed).toHaveLength(3);
  const { rows } = await outbox.pool.query("select id::text from outbox");
  expect(rows).toHaveLength(1);
});

it("lets two relays work at once, none waiting for the other, none taking the other's orders", async () => {
  const outbox = await openOutbox();
  await outbox.commit(makeOrders(10));
  const hands: string[][] = [];
  const both = Promise.withResolvers<void>();
  const push = async (orders: Order[]) => {
    hands.push(orders.map((order) => order.id));
    if (hands.length === 2) both.resolve();
    await both.promise;
  };
  const relays = [outbox.relay(push, { batch: 5 }), outbox.relay(push, { batch: 5 })];
  for (const relay of relays) relay.wake();
  await both.promise;
  expect(new Set(hands.flat()).size).toBe(10);
});

describeQueues("from the outbox to the carrier", ({ open }) => {
  it("carries each of 500 orders once, though two relays hand them over and one of them dies in between", async () => {
    const outbox = await openOutbox();
    const queues = await open();
    const carried: string[] = [];
    queues.work(
      everywhere(async ({ id }) => void carried.push(id)),
      { effects: 8, light: 8, heavy: 8 },
    );
    const dying = { pushes: 0, killed: 0 };
    const push = async (orders: Order[]) => {
      await queues.push(orders);
      dying.pushes += 1;
      if (dying.pushes === 4) dying.killed = await outbox.kill(TAKING);
    };
    const relays = [outbox.relay(push, { batch: 20, pollMs: 50 }), outbox.relay(push, { batch: 20, pollMs: 50 })];
    const saved = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const orders = await outbox.commit([...makeOrders(5), ...makeOrders(3, "light"), ...makeOrders(2, "heavy")]);
        for (const relay of relays) relay.wake();
        return orders.map((order) => order.id);
      }),
    );
    for (const relay of relays) await expect.poll(() => relay.drained(), SOON).toBe(true);
    await allDone(queues);
    expect(dying.killed).toBeGreaterThan(0);
    expect(carried.toSorted()).toEqual(saved.flat().toSorted());
  });
});
