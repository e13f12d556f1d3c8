/** What becomes of running orders when their worker closes. */
import { expect, it } from "vitest";
import type { Carrier } from "../../../src/app/orders.ts";
import { describeQueues, everywhere, makeOrders, ONE_EACH } from "../../support/queues.ts";

describeQueues("closing", ({ open, options }) => {
  it("lets running orders finish, and starts no others", async () => {
    const shared = options();
    const queues = await open(shared);
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const finished: string[] = [];
    const carrier: Carrier = async ({ id }) => {
      begun.resolve();
      await gate.promise;
      finished.push(id);
    };
    queues.work(everywhere(carrier), ONE_EACH);
    await queues.push(makeOrders(3));
    await begun.promise;
    const closed = queues.close();
    gate.resolve();
    await closed;
    expect(finished).toHaveLength(1);
    expect(await (await open(shared)).counts("effects")).toMatchObject({ waiting: 2, active: 0 });
  });

  it.each([
    ["stops when told to", (stop: () => void) => stop()],
    ["does not even stop when told to", () => undefined],
  ])("returns an order to its queue when its carrier takes too long and %s", async (_, whenTold) => {
    const shared = options();
    const queues = await open({ ...shared, graceMs: 50 });
    const begun = Promise.withResolvers<AbortSignal>();
    const carrier: Carrier = (_, signal) => {
      begun.resolve(signal);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => whenTold(() => reject(new Error("stopped"))));
      });
    };
    queues.work(everywhere(carrier), ONE_EACH);
    await queues.push(makeOrders(1));
    const signal = await begun.promise;
    await queues.close();
    expect(signal.aborted).toBe(true);
    const next = await open(shared);
    expect(await next.counts("effects")).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
  });
});
