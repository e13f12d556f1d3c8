/** Workflows that fail: with the reason for everyone to read, and what was begun undone. */
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

describe("a task that fails", () => {
  it("fails its workflow with the script's last words, once what was begun is undone", async () => {
    const trial = startTrial(cloud);
    const fail = trial.fail({ name: "b", parameters: { WHY: "the host's disk is full" } });
    const undo = [trial.write({ name: "u1" }), trial.write({ name: "u2" })];
    trial.publish("create", { tasks: [trial.write({ name: "a" }), fail, trial.write({ name: "c" })], undo });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect(trial.ran()).toEqual(["a", "b", "u1", "u2"]);
    expect(rows.activities).toEqual(["a done", "b failed", "u1 done", "u2 done"]);
    expect([rows.workflow.state, rows.workflow.reason]).toEqual(["failed", "the host's disk is full"]);
    expect([rows.request.state, rows.vm.state, rows.claims]).toEqual(["failed", "failed", 0]);
    expect(rows.request.context.jobs[job.vm]?.reason).toBe("the host's disk is full");
  });

  it("says what could not be undone, and undoes the rest", async () => {
    const trial = startTrial(cloud);
    const undo = [trial.fail({ name: "u1", parameters: { WHY: "the host is away" } }), trial.write({ name: "u2" })];
    trial.publish("create", { tasks: [trial.fail({ name: "a", parameters: { WHY: "no lease" } })], undo });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    expect(trial.ran()).toEqual(["a", "u1", "u2"]);
    expect((await rowsOf(cloud, job)).workflow.reason).toBe("no lease; undoing it, u1 failed: the host is away");
  });

  it.each([
    ["took longer than 0.2 s", "the script never ends", { script: "wait.sh", timeoutSeconds: 0.2 }, {}],
    ["could not start", "there is no script", { script: "gone.sh" }, {}],
    ["a put out no address", "an output is missing", {}, { address: { output: "a.address" } }],
    ["there is no vm.colour here", "a reference leads nowhere", { parameters: { NAME: { from: "vm.colour" } } }, {}],
  ])("is a failed workflow, not one to be tried again: %s, when %s", async (reason, _when, change, returns) => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [{ ...trial.write({ name: "a" }), ...change }], returns });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const { workflow } = await rowsOf(cloud, job);
    expect([workflow.state, workflow.reason]).toEqual(["failed", expect.stringContaining(reason)]);
  });

  it("is what is left when a workflow was tried often enough", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.wait({ name: "a" })], undo: [trial.write({ name: "u1" })] });
    const job = await trial.create();
    const stop = new AbortController();
    const running = trial.engine.run(job.workflow, stop.signal);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    stop.abort();
    await expect(running).rejects.toThrow("interrupted");
    await trial.engine.giveUp(job.workflow, "the scripts' disk is away");
    const rows = await rowsOf(cloud, job);
    expect([rows.workflow.state, rows.workflow.reason]).toEqual(["failed", "the scripts' disk is away"]);
    expect([rows.request.state, rows.activities]).toEqual(["failed", ["a failed", "u1 done"]]);
  });
});

describe("a machine for which there is no room", () => {
  it("is a failed one, and is deleted without a script", async () => {
    const trial = startTrial(cloud);
    for (const action of ["create", "delete"]) trial.publish(action, { tasks: [trial.write({ name: action })] });
    const job = await trial.create({ vcpu: 1, memoryMb: 1024 * 1024, diskGb: 60 });
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    const reason = "no host of group general has room for 1 vCPU, 1 TB memory, 60 GB storage";
    expect([rows.workflow.reason, rows.vm.state, rows.claims]).toEqual([reason, "failed", 0]);
    const deletion = await trial.act("delete", job.vm);
    await trial.engine.run(deletion.workflow, never);
    expect([trial.ran(), (await rowsOf(cloud, deletion)).vm.state]).toEqual([[], "deleted"]);
  });
});
