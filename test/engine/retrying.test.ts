/** What failed or was interrupted is tried again: from the step that was not done, or anew where it was undone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { type Job, never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

const retry = (trial: Trial, { request }: Job) =>
  trial.requests.decide(request, OLGA, { kind: "retry-jobs", wait: false });

describe("a failed workflow that is tried again", () => {
  it("goes on at the task that failed, with what earlier ones put out", async () => {
    const trial = startTrial(cloud);
    const tasks = [
      trial.echo({ name: "a", parameters: { SAYS: "10.0.0.7" } }),
      trial.healing({ name: "b" }),
      trial.write({ name: "c" }),
    ];
    trial.publish("create", { tasks });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const failed = await rowsOf(cloud, job);
    expect([failed.request.state, failed.request.is_over, failed.activities]).toEqual([
      "failed",
      true,
      ["a done", "b failed"],
    ]);
    trial.open();
    await retry(trial, job);
    expect((await rowsOf(cloud, job)).vm).toMatchObject({ state: "creating", request_id: job.request });
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.tries]).toEqual([
      ["b", "b", "c"],
      [1, 2, 1],
    ]);
    expect([rows.workflow.state, rows.request.state, rows.vm.state, rows.claims]).toEqual([
      "done",
      "done",
      "running",
      4,
    ]);
    expect(await ordersFor(job)).toBe(2);
  });

  it("begins anew when it was undone, and takes its claims and its quota again", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", {
      tasks: [trial.write({ name: "a" }), trial.healing({ name: "b" })],
      undo: [trial.write({ name: "u" })],
    });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const failed = await rowsOf(cloud, job);
    expect([failed.vm.state, failed.claims, await quotaOf(job)]).toEqual(["failed", 0, null]);
    trial.open();
    trial.publish("create", { tasks: [trial.healing({ name: "b2" })] });
    await retry(trial, job);
    expect(await quotaOf(job)).toBe(1024);
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect(trial.ran()).toEqual(["a", "b", "u", "b2"]);
    expect([rows.activities, rows.vm.state, rows.claims]).toEqual([["b2 done"], "running", 4]);
  });

  it("is refused when its quota is gone meanwhile", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.healing({ name: "a" })], undo: [trial.write({ name: "u" })] });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    await sql`update service set memory_mb = 1`.execute(cloud.db);
    await expect(retry(trial, job)).rejects.toMatchObject({ code: "over-quota" });
    await sql`update service set memory_mb = 9000000`.execute(cloud.db);
    expect((await rowsOf(cloud, job)).vm.state).toBe("failed");
  });

  it("is refused when the machine is being deleted, or is gone", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.healing({ name: "a" })], undo: [trial.write({ name: "u" })] });
    trial.publish("delete", { tasks: [trial.write({ name: "d" })] });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const deleting = await trial.act("delete", job.vm);
    await expect(retry(trial, job)).rejects.toMatchObject({ code: "locked" });
    await trial.engine.run(deleting.workflow, never);
    await expect(retry(trial, job)).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("is one retry, however many press", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.healing({ name: "a" })] });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    const presses = await Promise.allSettled(Array.from({ length: 10 }, () => retry(trial, job)));
    expect(presses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await rowsOf(cloud, job)).workflow.attempt).toBe(2);
  });

  it("is not ended by what its first attempt had to say late", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.healing({ name: "a" })] });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    await retry(trial, job);
    const end = { job: job.vm, outcome: "failed", reason: "late", returns: {}, undone: true } as const;
    await trial.requests.tell(job.request, { type: "JOB_ENDED", attempt: 1, ...end });
    expect((await rowsOf(cloud, job)).request.state).toBe("running");
    await trial.requests.tell(job.request, { type: "JOB_ASKS", attempt: 1, job: job.vm, reason: "late" });
    expect((await rowsOf(cloud, job)).request.context.jobs[job.vm]?.state).toBe("open");
  });

  it("is an action on a machine, too, which is occupied again", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" })] });
    trial.publish("stop", { tasks: [trial.healing({ name: "s" })] });
    const machine = await trial.create();
    await trial.engine.run(machine.workflow, never);
    const job = await trial.act("stop", machine.vm);
    await trial.engine.run(job.workflow, never);
    expect((await rowsOf(cloud, job)).vm).toMatchObject({ state: "running", request_id: null });
    trial.open();
    await retry(trial, job);
    expect((await rowsOf(cloud, job)).vm.request_id).toBe(job.request);
    await trial.engine.run(job.workflow, never);
    expect((await rowsOf(cloud, job)).vm).toMatchObject({ state: "stopped", request_id: null });
  });
});

describe("an interrupted task that may not simply be run again", () => {
  it("asks, and is run again when an operator says so", async () => {
    const { trial, job } = await interrupted();
    const asking = await rowsOf(cloud, job);
    expect([trial.ran(), asking.activities, asking.workflow.state]).toEqual([
      ["a", "b"],
      ["a done", "b asking"],
      "asking",
    ]);
    expect([asking.request.state, asking.request.context.jobs[job.vm]?.state]).toEqual(["running", "asking"]);
    expect(asking.workflow.reason).toContain("an operator has to look");
    trial.open();
    await retry(trial, job);
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.tries, rows.request.state]).toEqual([["a", "b", "b", "c"], [1, 2, 1], "done"]);
  });

  it("asks again when nobody heard it, and runs nothing meanwhile", async () => {
    const { trial, job } = await interrupted();
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.workflow.state, rows.request.state]).toEqual([["a", "b"], "asking", "running"]);
    await expect(retry(trial, job)).resolves.toMatchObject({ standing: { state: "running" } });
    await expect(retry(trial, job)).rejects.toMatchObject({ code: "too-late" });
  });

  it("is given up, and what was begun is undone, when somebody cancels", async () => {
    const { trial, job } = await interrupted();
    await trial.requests.decide(job.request, OLGA, { kind: "cancel", reason: "it is there already" });
    expect(await ordersFor(job)).toBe(2);
    await trial.engine.run(job.workflow, never);
    const rows = await rowsOf(cloud, job);
    expect([trial.ran(), rows.activities]).toEqual([
      ["a", "b", "u"],
      ["a done", "b failed", "u done"],
    ]);
    expect([rows.workflow.state, rows.request.state, rows.vm.state, rows.claims]).toEqual([
      "cancelled",
      "cancelled",
      "deleted",
      0,
    ]);
  });

  it("keeps its place in the engine while it asks", async () => {
    const { trial, job } = await interrupted();
    await sql`update datacenter set workflows_at_most = (select count(*) from workflow where state not in ('done', 'failed', 'cancelled'))`.execute(
      cloud.db,
    );
    await expect(trial.create()).rejects.toMatchObject({ code: "busy" });
    await trial.requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    await trial.engine.run(job.workflow, never);
    await expect(trial.create()).resolves.toBeDefined();
    await sql`update datacenter set workflows_at_most = 1000`.execute(cloud.db);
  });
});

/** A workflow of which the second task, which is not idempotent, was interrupted by the death of its worker. */
async function interrupted(): Promise<{ trial: Trial; job: Job }> {
  const trial = startTrial(cloud);
  const tasks = [trial.write({ name: "a" }), trial.wait({ name: "b", idempotent: false }), trial.write({ name: "c" })];
  trial.publish("create", { tasks, undo: [trial.write({ name: "u" })] });
  const job = await trial.create();
  const program = join(import.meta.dirname, "../support/engine-process.ts");
  const worker = spawn(process.execPath, [program, cloud.url, trial.directory, job.workflow], { stdio: "inherit" });
  await expect.poll(() => trial.ran(), SOON).toEqual(["a", "b"]);
  worker.kill("SIGKILL");
  await once(worker, "exit");
  await trial.engine.run(job.workflow, never);
  return { trial, job };
}

/** How often a worker was told to run it. */
async function ordersFor({ workflow }: Job): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outbox where name = 'run-workflow' and payload->>'workflow' = ${workflow}`.execute(
    cloud.db,
  );
  return rows[0]?.n ?? 0;
}

/** The memory that its machine takes of the service; null when it takes nothing. */
async function quotaOf({ vm }: Job): Promise<number | null> {
  const row = await cloud.db
    .selectFrom("allocation")
    .select("memory_mb")
    .where("consumer_id", "=", vm)
    .executeTakeFirst();
  return row?.memory_mb ?? null;
}
