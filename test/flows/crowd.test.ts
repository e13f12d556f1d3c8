/** Many people at once: one decision, exactly the room there is, and never more on a host than it carries. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { journalOf, machinesOf } from "../support/simulator.ts";

describe.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("a crowd, with the queues on $backend", ({ backend, here }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let house: House;

  beforeAll(async () => {
    if (!here) return;
    redis = backend === "Redis" ? await startRedis() : undefined;
    house = await openHouse({ redis: redis?.url, edit: withRoom });
  });

  afterAll(async () => {
    await house?.close();
    await redis?.stop();
  });

  it.runIf(here)("presses Approve fifty times, and makes one decision and fifty true answers", async () => {
    await Promise.all(CROWD.map((name) => house.says("dana", `dc grant ${name} datacenter-admin`)));
    await house.says("ana", "vm create popular --role shop/web/front --template small");
    const presses = Array.from({ length: 50 }, (_, i) =>
      house.presses(CROWD[i % CROWD.length] ?? "", "Approve", "REQ-1"),
    );
    const answers = await Promise.all(presses);
    const made = answers.filter((answer) => !answer.startsWith("too-late"));
    expect(made).toHaveLength(1);
    for (const answer of answers.filter((one) => one.startsWith("too-late"))) {
      expect(answer).toMatch(/REQ-1 was approved by admin-\d+ on /);
    }
    await house.atRest();
    const { entries, broken } = await house.system.app.audit.verify();
    expect(broken).toBeNull();
    expect(entries).toBeGreaterThan(CROWD.length);
    const decisions = await house.system.app.audit.list({ subject: "REQ-1", most: 100 });
    expect(decisions.filter(({ action }) => action === "request.approve")).toHaveLength(1);
    expect(await house.says("ana", "vm show popular")).toContain("running");
  });

  it.runIf(here)("asks two hundred times for room for one hundred, and gets one hundred", async () => {
    const asks = Array.from({ length: 200 }, (_, i) =>
      house.says("olga", `vm create m-${i} --role till/pos/node --template small --wait`),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter((answer) => answer.startsWith("over-quota"))).toHaveLength(100);
    expect(answers.filter((answer) => /^REQ-\d+ /.test(answer))).toHaveLength(100);
  });

  it.runIf(here)(
    "never places more on a host than it carries, by claims and by what the hosts say",
    { timeout: 180_000 },
    async () => {
      await house.atRest();
      const machines = await machinesOf(house.simulator);
      const perHost = Map.groupBy(machines, ({ host }) => host);
      for (const [host, here] of perHost) {
        expect(here.length, host).toBeLessThanOrEqual(20);
        expect(
          here.reduce((sum, { vcpu }) => sum + vcpu, 0),
          host,
        ).toBeLessThanOrEqual(16);
      }
      // 4 hosts of 16 vCPU carry 64 machines of one vCPU; the others fail for want of room, and say so.
      expect(machines.filter(({ state }) => state === "running")).toHaveLength(64);
      const made = (await journalOf(house.simulator)).filter(({ did }) => did === "created");
      expect(new Set(made.map(({ uuid }) => uuid)).size).toBe(made.length);
    },
  );
});

const CROWD = Array.from({ length: 20 }, (_, i) => `admin-${i + 1}`);

/** Room for just one hundred small machines in `till`, and a busier engine. */
function withRoom(yaml: string): string {
  const [before = "", till = ""] = yaml.split("- name: till");
  const roomy = till.replaceAll("memory: 10GB", "memory: 100GB").replaceAll("storage: 100GB", "storage: 6000GB");
  return `${before.replace("heavy: 2", "heavy: 8")}- name: till${roomy}`;
}
