/** How orders reach their carriers while nothing goes wrong. */
import { expect, it } from "vitest";
import type { Carrier, Order } from "../../../src/app/orders.ts";
import { QUEUES } from "../../../src/domain/queue.ts";
import { allDone, describeQueues, everywhere, makeOrder, makeOrders, ONE_EACH, SOON } from "../../support/queues.ts";

describeQueues("carrying", ({ open }) => {
  it("carries every order once, as it was pushed", async () => {
    const queues = await open();
    const carried: Order[] = [];
    queues.work(everywhere(collect(carried)), { effects: 4, light: 4, heavy: 4 });
    const orders = QUEUES.flatMap((queue) => makeOrders(50, queue));
    await queues.push(orders);
    await allDone(queues);
    expect(carried.toSorted(byId)).toEqual(orders.toSorted(byId));
  });

  it("ignores an order that is pushed again, whether it waits or is done", async () => {
    const queues = await open();
    const orders = makeOrders(20);
    await queues.push(orders);
    await queues.push(orders);
    expect(await queues.counts("effects")).toMatchObject({ waiting: 20 });
    const carried: Order[] = [];
    queues.work(everywhere(collect(carried)), ONE_EACH);
    await allDone(queues);
    const another = makeOrder();
    await queues.push([...orders, another]);
    await expect.poll(() => carried.at(-1), SOON).toEqual(another);
    await allDone(queues);
    expect(carried).toEqual([...orders, another]);
  });

  it("brings an order to an idle worker at once", async () => {
    const queues = await open();
    let arrived = () => {};
    queues.work(
      everywhere(async () => arrived()),
      ONE_EACH,
    );
    const times: number[] = [];
    for (const order of makeOrders(12)) {
      const arrival = Promise.withResolvers<void>();
      arrived = arrival.resolve;
      const begin = performance.now();
      await queues.push([order]);
      await arrival.promise;
      times.push(performance.now() - begin);
    }
    expect(median(times)).toBeLessThan(100);
  });

  it("lets short workflows pass long ones", async () => {
    const queues = await open();
    const gate = Promise.withResolvers<void>();
    const short = Promise.withResolvers<void>();
    queues.work({ effects: async () => {}, light: async () => short.resolve(), heavy: () => gate.promise }, ONE_EACH);
    await queues.push([...makeOrders(50, "heavy"), makeOrder("light")]);
    await short.promise;
    await expect.poll(() => queues.counts("heavy"), SOON).toMatchObject({ active: 1, waiting: 49 });
    gate.resolve();
    await allDone(queues);
  });

  it("keeps to a queue's limit, and to a new limit at once", async () => {
    const queues = await open();
    const gates: (() => void)[] = [];
    const carrier: Carrier = () => new Promise((resolve) => gates.push(resolve));
    queues.work(everywhere(carrier), { effects: 1, light: 2, heavy: 1 });
    await queues.push(makeOrders(12, "light"));
    await expect.poll(() => queues.counts("light"), SOON).toMatchObject({ active: 2, waiting: 10 });
    queues.setConcurrency("light", 5);
    await expect.poll(() => queues.counts("light"), SOON).toMatchObject({ active: 5, waiting: 7 });
    queues.setConcurrency("light", 1);
    for (const open of gates.splice(0, 4)) open();
    await expect.poll(() => queues.counts("light"), SOON).toMatchObject({ active: 1, waiting: 7 });
    queues.setConcurrency("light", 20);
    await expect.poll(() => gates.length, SOON).toBe(8);
    for (const open of gates) open();
    await allDone(queues);
  });
});

function collect(carried: Order[]): Carrier {
  return async (order) => {
    carried.push(order);
  };
}

const byId = (a: Order, b: Order): number => Number(a.id) - Number(b.id);

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
