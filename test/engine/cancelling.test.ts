/** Workflows that somebody cancels. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive } from "../adapters/scripts/workbench.ts";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { never, rowsOf, startTrial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

describe("a workflow that is cancelled", () => {
  it("ends the script that runs, undoes what was begun, and leaves no machine", async () => {
    const trial = startTrial(cloud);
    const tasks = [trial.write({ name: "a" }), trial.wait({ name: "b" }), trial.write({ name: "c" })];
    trial.publish("create", { tasks, undo: [trial.write({ name: "u1" })] });
    const job = await trial.create();
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "b"]);
    await trial.requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    await running;
    const rows = await rowsOf(cloud, job);
    expect(isAlive(trial.waiting())).toBe(false);
    expect(trial.ran()).toEqual(["a", "b", "u1"]);
    expect(rows.activities).toEqual(["a done", "b failed", "u1 done"]);
    expect([rows.workflow.state, rows.request.state, rows.vm.state, rows.claims]).toEqual([
      "cancelled",
      "cancelled",
      "deleted",
      0,
    ]);
  });

  it("before its turn runs nothing at all", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" })], undo: [trial.write({ name: "u1" })] });
    const job = await trial.create();
    await trial.requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.workflow.state, rows.request.state, rows.vm.state]).toEqual([
      [],
      "cancelled",
      "cancelled",
      "deleted",
    ]);
  });

  it("is a failed one when it could not be undone", async () => {
    const trial = startTrial(cloud);
    const undo = [trial.fail({ name: "u1", parameters: { WHY: "the host is away" } })];
    trial.publish("create", { tasks: [trial.wait({ name: "a" })], undo });
    const job = await trial.create();
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    await trial.requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    await running;
    const rows = await rowsOf(cloud, job);
    expect([rows.workflow.state, rows.vm.state]).toEqual(["failed", "failed"]);
    expect(rows.workflow.reason).toContain("u1 failed: the host is away");
  });
});
