/** Workflows survive: whatever happens to a worker, the next one goes on at the right task. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlive } from "../adapters/scripts/workbench.ts";
import { addHost, type Cloud, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { type Job, never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

describe("a workflow whose worker is killed", () => {
  it("goes on at the task that was interrupted, and what that left running is ended first", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", {
      tasks: [trial.write({ name: "a" }), trial.wait({ name: "b" }), trial.write({ name: "c" })],
    });
    const job = await trial.create();
    await killWhen(trial, job, ["a", "b"]);
    const orphan = trial.waiting();
    expect(isAlive(orphan)).toBe(true);
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "b", "b"]);
    expect(isAlive(orphan)).toBe(false);
    trial.open();
    await running;
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.tries]).toEqual([
      ["a", "b", "b", "c"],
      [1, 2, 1],
    ]);
    expect([rows.workflow.state, rows.workflow.run, rows.request.state, rows.claims]).toEqual(["done", 2, "done", 4]);
  });

  it("goes on undoing, with the reason for which it failed", async () => {
    const trial = startTrial(cloud);
    const tasks = [trial.fail({ name: "a", parameters: { WHY: "no lease" } })];
    trial.publish("create", { tasks, undo: [trial.write({ name: "u1" }), trial.wait({ name: "u2" })] });
    const job = await trial.create();
    await killWhen(trial, job, ["a", "u1", "u2"]);
    trial.open();
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect(trial.ran()).toEqual(["a", "u1", "u2", "u2"]);
    expect([rows.workflow.state, rows.workflow.reason]).toEqual(["failed", "no lease"]);
  });
});

describe("a workflow whose worker is told to stop", () => {
  it("is left as it stands, and gone on with later", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.wait({ name: "a" }), trial.write({ name: "b" })] });
    const job = await trial.create();
    const stop = new AbortController();
    const running = trial.engine.run(job.workflow, stop.signal);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    stop.abort();
    await expect(running).rejects.toThrow("interrupted");
    const stopped = await rowsOf(cloud, job);
    expect([stopped.workflow.state, stopped.request.state, stopped.activities]).toEqual([
      "running",
      "running",
      ["a running"],
    ]);
    trial.open();
    await trial.engine.run(job.workflow, never);
    expect([trial.ran(), (await rowsOf(cloud, job)).request.state]).toEqual([["a", "a", "b"], "done"]);
  });
});

describe("a workflow that two workers run at once", () => {
  it("is gone on with by the later one, and the earlier one stops quietly", async () => {
    const trial = startTrial(cloud);
    const other = startTrial(cloud);
    trial.publish("create", {
      tasks: [trial.wait({ name: "a" }), trial.write({ name: "b" }), trial.write({ name: "c" })],
    });
    const job = await trial.create();
    const earlier = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    const later = other.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "a"]);
    trial.open();
    await Promise.all([earlier, later]);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.tries]).toEqual([
      ["a", "a", "b", "c"],
      [2, 1, 1],
    ]);
    expect([rows.workflow.state, rows.request.state]).toEqual(["done", "done"]);
  });

  it("ends once, however many there are", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" }), trial.write({ name: "b" })] });
    const job = await trial.create();
    await Promise.all(Array.from({ length: 5 }, () => trial.engine.run(job.workflow, never)));
    const rows = await rowsOf(cloud, job);
    expect([rows.workflow.state, rows.request.state, rows.activities, rows.claims]).toEqual([
      "done",
      "done",
      ["a done", "b done"],
      4,
    ]);
  });
});

/** Runs the workflow in a process of its own, and kills that once these tasks' scripts have started. */
async function killWhen(trial: Trial, job: Job, ran: string[]): Promise<void> {
  const program = join(import.meta.dirname, "../support/engine-process.ts");
  const worker = spawn(process.execPath, [program, cloud.url, trial.directory, job.workflow], { stdio: "inherit" });
  await expect.poll(() => trial.ran(), SOON).toEqual(ran);
  worker.kill("SIGKILL");
  await once(worker, "exit");
}
