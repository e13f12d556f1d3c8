/** The script pool: never more scripts of a type at once than the datacenter says, and nobody suffers from waiting. */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1", { VCPU: 1000, VM_SLOT: 1000 });
});
beforeEach(() => limit(32));
afterAll(() => cloud.remove());

const limit = (command: number) =>
  sql`update datacenter set scripts_at_once = jsonb_build_object('command', ${command}::integer)`.execute(cloud.db);

const SMALL = { memoryMb: 1, diskGb: 1, vcpu: 1 };

/** Takes so long and notes it. */
function counting(trial: Trial, name: string, seconds: number) {
  const task = trial.write({ name });
  return { ...task, script: "count.sh", parameters: { ...task.parameters, SECONDS: seconds } };
}

/** After each note of the scripts themselves: how many ran at once. */
function countsIn(notes: string[]): number[] {
  let running = 0;
  return notes.map((note) => {
    running += note === "+" ? 1 : -1;
    return running;
  });
}

/** Notes of scripts that had their place when the limit was lowered. */
const UNDER_WAY = 4;

describe("scripts of a type", () => {
  it("never run more at once than the limit, over two workers, also when it is changed meanwhile", async () => {
    const trial = startTrial(cloud);
    const other = startTrial(cloud);
    const tasks = ["a", "b", "c"].map((name) => counting(trial, name, 0.2));
    trial.publish("create", { tasks });
    const jobs = await Promise.all(Array.from({ length: 8 }, () => trial.create(SMALL)));
    await limit(2);
    const running = jobs.map(({ workflow }, n) => (n % 2 ? trial : other).engine.run(workflow, never));
    await expect.poll(() => trial.ran().length, SOON).toBeGreaterThan(10);
    await limit(1);
    const lowered = trial.ran().length;
    await expect.poll(() => trial.ran().length, SOON).toBeGreaterThan(lowered + 10);
    const raised = trial.ran().length;
    await limit(4);
    await Promise.all(running);
    const atOnce = countsIn(trial.ran());
    expect(atOnce.length).toBe(8 * 3 * 2);
    expect(Math.max(...atOnce.slice(0, lowered))).toBeLessThanOrEqual(2);
    expect(Math.max(...atOnce.slice(lowered + UNDER_WAY, raised))).toBe(1);
    expect(Math.max(...atOnce)).toBeOneOf([2, 3, 4]);
  });

  it("may wait longer for a place than the task may take", async () => {
    const trial = startTrial(cloud);
    await limit(1);
    trial.publish("create", { tasks: [{ ...counting(trial, "a", 0.3), timeoutSeconds: 0.8 }] });
    const jobs = await Promise.all(Array.from({ length: 5 }, () => trial.create(SMALL)));
    await Promise.all(jobs.map(({ workflow }) => trial.engine.run(workflow, never)));
    const rows = await Promise.all(jobs.map((job) => rowsOf(cloud, job)));
    expect(rows.map(({ workflow }) => workflow.state)).toEqual(["done", "done", "done", "done", "done"]);
  });

  it("that wait for a place are cancelled at once, have not begun, and undo nothing", async () => {
    const trial = startTrial(cloud);
    await limit(1);
    trial.publish("create", { tasks: [trial.wait({ name: "a" })] });
    const [first, second] = [await trial.create(SMALL), await trial.create(SMALL)];
    const running = trial.engine.run(first.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    const waiting = trial.engine.run(second.workflow, never);
    await trial.requests.decide(second.request, OLGA, { kind: "cancel", reason: "" });
    await waiting;
    expect((await rowsOf(cloud, second)).workflow.state).toBe("cancelled");
    trial.open();
    await running;
    expect([(await rowsOf(cloud, first)).workflow.state, trial.ran()]).toEqual(["done", ["a"]]);
  });

  it("that wait for a place end with their workflow's time", async () => {
    const trial = startTrial(cloud);
    await limit(1);
    trial.publish("create", { tasks: [trial.wait({ name: "a" })], timeoutSeconds: 1 });
    const [first, second] = [await trial.create(SMALL), await trial.create(SMALL)];
    const running = trial.engine.run(first.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    await trial.engine.run(second.workflow, never);
    expect((await rowsOf(cloud, second)).workflow.reason).toBe("all of it together took longer than 1 s");
    await running;
  });

  it("that wait for a place are not taken for interrupted ones, and what was done before is not run again", async () => {
    const trial = startTrial(cloud);
    const tasks = [trial.echo({ name: "a" }), trial.wait({ name: "b", idempotent: false })];
    trial.publish("create", { tasks });
    const [first, second] = [await trial.create(SMALL), await trial.create(SMALL)];
    await limit(1);
    const running = trial.engine.run(first.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["b"]);
    const killed = new AbortController();
    const waiting = trial.engine.run(second.workflow, killed.signal);
    const states = async () => (await rowsOf(cloud, second)).activities;
    await expect.poll(states, SOON).toEqual(["a done"]);
    killed.abort();
    await expect(waiting).rejects.toThrow("interrupted");
    trial.open();
    await running;
    await trial.engine.run(second.workflow, never);
    const rows = await rowsOf(cloud, second);
    expect([rows.workflow.state, rows.activities, rows.tries]).toEqual(["done", ["a done", "b done"], [1, 1]]);
  });
});

describe("what a script says", () => {
  it("is kept while it runs, line by line, and without what it returns", async () => {
    const trial = startTrial(cloud);
    const task = trial.wait({ name: "a" });
    trial.publish("create", { tasks: [{ ...task, script: "narrate.sh" }] });
    const job = await trial.create(SMALL);
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(async () => (await said(job.workflow)).toSorted(), SOON).toEqual(["asking h1", "h1 is slow"]);
    trial.open();
    await running;
    expect((await said(job.workflow)).toSorted()).toEqual(["asking h1", "h1 answered", "h1 is slow"]);
    expect((await rowsOf(cloud, job)).outputs.a).toEqual({ address: "10.0.0.1" });
  });
});

async function said(workflow: string): Promise<string[]> {
  const row = await cloud.db
    .selectFrom("activity_said")
    .select("text")
    .where("workflow_id", "=", workflow)
    .executeTakeFirst();
  return row ? row.text.trim().split("\n") : [];
}
