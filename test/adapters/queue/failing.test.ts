/** What becomes of orders whose carriers fail or whose workers die. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import type { QueueOptions } from "../../../src/adapters/queue/start.ts";
import type { Order } from "../../../src/app/orders.ts";
import {
  allDone,
  describeQueues,
  everywhere,
  LOCK_MS,
  makeOrder,
  makeOrders,
  ONE_EACH,
  SOON,
} from "../../support/queues.ts";

describeQueues("failing", ({ open, options }) => {
  it("gives an order to another worker when its worker is killed", async () => {
    const shared = options();
    const queues = await open(shared);
    const order = makeOrder();
    const doomed = spawnHangingWorker(shared);
    await queues.push([order]);
    const [begun] = await once(doomed.stdout, "data");
    expect(String(begun).trim()).toBe(order.id);
    const carried = Promise.withResolvers<Order>();
    queues.work(
      everywhere(async (taken) => carried.resolve(taken)),
      ONE_EACH,
    );
    doomed.kill("SIGKILL");
    const death = performance.now();
    expect(await carried.promise).toEqual(order);
    expect(performance.now() - death).toBeLessThan(3 * LOCK_MS);
  });

  it("leaves an order with a worker that lives, however long it takes", async () => {
    const shared = options();
    const both = [await open(shared), await open(shared)] as const;
    const begun: string[] = [];
    for (const queues of both) {
      queues.work(
        everywhere(async ({ id }) => {
          begun.push(id);
          await sleep(2.5 * LOCK_MS);
        }),
        ONE_EACH,
      );
    }
    await both[0].push(makeOrders(2));
    await allDone(both[0]);
    expect(begun).toHaveLength(2);
  });

  it("tries an order again until it succeeds", async () => {
    const queues = await open();
    let attempts = 0;
    const hiccuping = async () => {
      attempts += 1;
      if (attempts < 4) throw new Error("the world hiccuped");
    };
    queues.work(everywhere(hiccuping), ONE_EACH);
    await queues.push([makeOrder()]);
    await allDone(queues);
    expect(attempts).toBe(4);
  });

  it("waits longer before each further attempt", async () => {
    const queues = await open({ backoffMs: 100 });
    const times: number[] = [];
    const failing = async () => {
      times.push(performance.now());
      if (times.length < 4) throw new Error("the world hiccuped");
    };
    queues.work(everywhere(failing), ONE_EACH);
    await queues.push([makeOrder()]);
    await allDone(queues);
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(waits.map((wait, i) => wait >= 95 * 2 ** i)).toEqual([true, true, true]);
  });

  it("tries an effect again for as long as a chat may be away, at waits that stop growing", async () => {
    const queues = await open({ backoffMs: 1, longestBackoffMs: 10 });
    let attempts = 0;
    const away = async () => {
      attempts += 1;
      if (attempts < 60) throw new Error("the chat is away");
    };
    queues.work(everywhere(away), ONE_EACH);
    await queues.push([makeOrder("effects")]);
    await allDone(queues);
    expect(attempts).toBe(60);
  });

  it("waits for as long as the error asks for, and spends no attempt on it", async () => {
    const queues = await open({ backoffMs: 1 });
    const times: number[] = [];
    const overrun = async () => {
      times.push(performance.now());
      if (times.length > 8) return;
      const asked = Object.assign(new Error("too many requests"), { waitMs: times.length === 1 ? 400 : 10 });
      throw new Error("posting to #approvals", { cause: asked });
    };
    queues.work(everywhere(overrun), ONE_EACH);
    await queues.push([makeOrder("light")]);
    await allDone(queues);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(390);
    expect(times).toHaveLength(9);
    expect(await queues.counts("light")).toMatchObject({ failed: 0 });
  });

  it("gives up after the last attempt, and says so once", async () => {
    const said: [Order, unknown][] = [];
    const queues = await open({ onLastFailure: async (order, error) => void said.push([order, error]) });
    let attempts = 0;
    const failing = async () => {
      attempts += 1;
      throw new Error(`attempt ${attempts} failed`);
    };
    queues.work(everywhere(failing), ONE_EACH);
    const order = makeOrder("heavy");
    await queues.push([order]);
    await expect.poll(() => queues.counts("heavy"), SOON).toMatchObject({ waiting: 0, delayed: 0, failed: 1 });
    expect(attempts).toBe(5);
    expect(said).toEqual([[order, new Error("attempt 5 failed")]]);
  });

  it("does not give up as long as nobody can be told", async () => {
    const errors: string[] = [];
    const queues = await open({
      onLastFailure: () => Promise.reject(new Error("the database is away")),
      log: { warn: () => undefined, error: (_, text) => errors.push(text) },
    });
    queues.work(
      everywhere(() => Promise.reject(new Error("never"))),
      ONE_EACH,
    );
    await queues.push([makeOrder("light")]);
    await expect.poll(() => errors.length, SOON).toBe(1);
    await expect.poll(() => queues.counts("light"), SOON).toMatchObject({ active: 0, delayed: 1, failed: 0 });
  });
});

function spawnHangingWorker(options: QueueOptions) {
  const program = fileURLToPath(new URL("../../support/hanging-worker.ts", import.meta.url));
  const worker = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void worker.kill("SIGKILL"));
  return worker;
}
