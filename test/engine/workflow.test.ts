/** Workflows: tasks in order, each outcome saved before the next task, and an end that the request hears of. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHost, type Cloud, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { never, rowsOf, startTrial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

describe("a workflow", () => {
  it("performs its tasks in order, and its machine is what the action makes of it", async () => {
    const trial = startTrial(cloud);
    const [a, b, c] = [
      trial.write({ name: "a" }),
      trial.write({ name: "b", parameters: { SAYS: '{"ip":"10.0.0.7"}' } }),
      trial.write({ name: "c" }),
    ];
    trial.publish("create", { tasks: [a, b, c], returns: { address: { output: "b.ip" } } });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect(trial.ran()).toEqual(["a", "b", "c"]);
    expect(rows.activities).toEqual(["a done", "b done", "c done"]);
    expect([rows.workflow.state, rows.request.state]).toEqual(["done", "done"]);
    expect([rows.vm.state, rows.vm.address, rows.vm.host_id, rows.claims]).toEqual([
      "running",
      "10.0.0.7",
      "host-h1",
      4,
    ]);
  });

  it("saves an outcome, and has the cards drawn again, before the next task starts", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" }), trial.wait({ name: "b" })] });
    const job = await trial.create();
    const before = await rowsOf(cloud, job);
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "b"]);
    const meanwhile = await rowsOf(cloud, job);
    expect(meanwhile.activities).toEqual(["a done", "b running"]);
    expect(meanwhile.request.version).toBe(before.request.version + 2);
    expect(await refreshes(job.request)).toBe(3);
    trial.open();
    await running;
  });

  it("hands literals and references over as strings, and outputs as they are", async () => {
    const trial = startTrial(cloud);
    const says = '{"count":3,"list":[1,null],"flag":true}';
    const parameters = {
      ...{ literal: 10, memory: { from: "vm.memoryMb" }, network: { from: "network" }, host: { from: "host.name" } },
      ...{ count: { output: "a.count" }, list: { output: "a.list" }, flag: { output: "a.flag" } },
    };
    const echo = { ...trial.echo({ name: "b" }), parameters };
    const returns = { list: { output: "b.list" } };
    trial.publish("create", { tasks: [trial.write({ name: "a", parameters: { SAYS: says } }), echo], returns });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const { outputs, workflow } = await rowsOf(cloud, job);
    const strings = { literal: "10", memory: "1024", network: "vlan-7", host: "h1" };
    expect(outputs.b).toEqual({ ...strings, count: 3, list: { kept: 8 }, flag: true });
    expect(workflow.returns).toEqual({ list: [1, null] });
  });

  it("keeps to the plan that it began with", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" })] });
    const job = await trial.create();
    trial.publish("create", { tasks: [trial.write({ name: "other" })] });
    await trial.engine.run(job.workflow, never);
    expect(trial.ran()).toEqual(["a"]);
  });

  it("is told of again when the world was away at its end, and only then", async () => {
    let away = true;
    const trial = startTrial(cloud, (requests) => ({
      requests: {
        tell: (id, event) => (away ? Promise.reject(new Error("the database is away")) : requests.tell(id, event)),
      },
    }));
    trial.publish("create", {
      tasks: [trial.write({ name: "a", parameters: { SAYS: '{"ip":"10.0.0.8"}' } })],
      returns: { address: { output: "a.ip" } },
    });
    const job = await trial.create();
    await expect(trial.engine.run(job.workflow, never)).rejects.toThrow("away");
    away = false;
    expect((await rowsOf(cloud, job)).request.state).toBe("running");
    await trial.engine.run(job.workflow, never);
    const ended = await rowsOf(cloud, job);
    expect([ended.request.state, ended.vm.address, trial.ran()]).toEqual(["done", "10.0.0.8", ["a"]]);
    await trial.engine.run(job.workflow, never);
    expect((await rowsOf(cloud, job)).request.version).toBe(ended.request.version);
  });

  it("that nobody knows is nothing to do", async () => {
    await expect(startTrial(cloud).engine.run("wf-unknown", never)).resolves.toBeUndefined();
  });
});

/** How often the cards of a request are still to be drawn again. */
async function refreshes(request: string): Promise<number> {
  const rows = await cloud.db.selectFrom("outbox").select("payload").where("name", "=", "refresh-cards").execute();
  return rows.filter(({ payload }) => payload.request === request).length;
}
