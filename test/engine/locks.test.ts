/** Locks of tasks: one script at a time under each, over all workers, in the order of asking, whoever dies meanwhile. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { isAlive } from "../adapters/scripts/workbench.ts";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { SOON } from "../support/queues.ts";
import { type Job, never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1", { VCPU: 1000, VM_SLOT: 1000 });
});
afterAll(() => cloud.remove());

const SMALL = { memoryMb: 1, diskGb: 1, vcpu: 1 };

const LOCK = { name: "images", per: { from: "host.name" as const }, before: null, after: null };

/** Starts the engine in a process of its own, to be killed if it does not end. */
function worker(trial: Trial, jobs: Job[]) {
  const program = join(import.meta.dirname, "../support/engine-process.ts");
  const workflows = jobs.map(({ workflow }) => workflow);
  const child = spawn(process.execPath, [program, cloud.url, trial.directory, ...workflows], { stdio: "inherit" });
  const ended = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  return { ended, kill: () => child.kill("SIGKILL") && ended };
}

/** Everybody in line, the holder first: `held` or `waits`. */
async function line(): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`
    select case when held_at is null then 'waits' else 'held' end as state from task_lock
    order by held_at is null, id`.execute(cloud.db);
  return rows.map(({ state }) => state);
}

const create = (trial: Trial, count: number) => Promise.all(Array.from({ length: count }, () => trial.create(SMALL)));

const states = async (jobs: Job[]) => Promise.all(jobs.map(async (job) => (await rowsOf(cloud, job)).workflow.state));

describe("a lock", () => {
  it("lets in one script at a time, over two worker processes, and is nobody's in the end", async () => {
    const trial = startTrial(cloud);
    const task = { ...trial.write({ name: "a" }), script: "count.sh", lock: LOCK };
    trial.publish("create", { tasks: [{ ...task, parameters: { ...task.parameters, SECONDS: 0.1 } }] });
    const jobs = await create(trial, 8);
    const workers = [worker(trial, jobs.slice(0, 4)), worker(trial, jobs.slice(4))];
    await Promise.all(workers.map(({ ended }) => ended));
    expect(await states(jobs)).toEqual(jobs.map(() => "done"));
    expect(trial.ran().join("")).toBe("+-".repeat(8));
    expect(await line()).toEqual([]);
  });

  it("is given in the order in which it was asked for, also to another worker", async () => {
    const [trial, other] = [startTrial(cloud), startTrial(cloud)];
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock: LOCK })] });
    const jobs = await create(trial, 4);
    const running: Promise<void>[] = [];
    for (const [n, { workflow }] of jobs.entries()) {
      running.push((n % 2 ? other : trial).engine.run(workflow, never));
      await expect.poll(async () => (await line()).length, SOON).toBe(n + 1);
    }
    await expect.poll(line, SOON).toEqual(["held", "waits", "waits", "waits"]);
    trial.open();
    await Promise.all(running);
    const rows = await Promise.all(jobs.map((job) => rowsOf(cloud, job)));
    const ends = rows.map(({ workflow }) => Number(workflow.ended_at));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  });

  it("is one for each of what it is for", async () => {
    const trial = startTrial(cloud);
    const lock = { ...LOCK, per: { from: "vm.id" as const } };
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock })] });
    const jobs = await create(trial, 2);
    const running = jobs.map(({ workflow }) => trial.engine.run(workflow, never));
    await expect.poll(line, SOON).toEqual(["held", "held"]);
    trial.open();
    await Promise.all(running);
    expect(await states(jobs)).toEqual(["done", "done"]);
  });

  it("is not needed for what comes before and after it, and each part is given what the earlier ones put out", async () => {
    const trial = startTrial(cloud);
    const lock = { ...LOCK, before: "before.sh", after: "after.sh" };
    trial.publish("create", {
      tasks: [trial.wait({ name: "a", lock })],
      returns: { disk: { output: "a.disk" }, address: { output: "a.address" } },
    });
    const jobs = await create(trial, 2);
    const running = jobs.map(({ workflow }) => trial.engine.run(workflow, never));
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    await expect.poll(() => trial.ran().toSorted(), SOON).toEqual(["a", "a before", "a before"]);
    trial.open();
    await Promise.all(running);
    expect(trial.ran().filter((note) => note === "a after sda")).toHaveLength(2);
    const rows = await Promise.all(jobs.map((job) => rowsOf(cloud, job)));
    expect(rows.map(({ workflow }) => workflow.returns)).toEqual(
      jobs.map(() => ({ disk: "sda", address: "10.0.0.1" })),
    );
    expect(rows.map(({ tries }) => tries)).toEqual([[1], [1]]);
  });

  it("is free after a failure, and the task begins anew with what comes before it", async () => {
    const trial = startTrial(cloud);
    const lock = { ...LOCK, before: "before.sh" };
    const retry = { times: 1, waitSeconds: 0 };
    trial.publish("create", { tasks: [trial.fail({ name: "a", lock, retry, parameters: { WHY: "no" } })] });
    const [job] = await create(trial, 1);
    await trial.engine.run(job?.workflow ?? "", never);
    expect(trial.ran()).toEqual(["a before", "a", "a before", "a"]);
    expect(await line()).toEqual([]);
  });
});

describe("a lock whose holder is killed", () => {
  it("goes to the next in line, once the script of the dead one is ended", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock: LOCK })] });
    const [first, second] = await create(trial, 2);
    if (!first || !second) throw new Error("there are two");
    const killed = worker(trial, [first]);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    const orphan = trial.waiting();
    const running = trial.engine.run(second.workflow, never);
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    await killed.kill();
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "a"]);
    expect(isAlive(orphan)).toBe(false);
    trial.open();
    await running;
    await trial.engine.run(first.workflow, never);
    expect([await states([first, second]), await line()]).toEqual([["done", "done"], []]);
  });

  it("is taken back by the same workflow at once, when that is gone on with", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock: LOCK })] });
    const [job] = await create(trial, 1);
    if (!job) throw new Error("there is one");
    const killed = worker(trial, [job]);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    const orphan = trial.waiting();
    await killed.kill();
    const running = trial.engine.run(job.workflow, never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a", "a"]);
    expect([isAlive(orphan), await line()]).toEqual([false, ["held"]]);
    trial.open();
    await running;
    expect([await states([job]), await line()]).toEqual([["done"], []]);
  });

  it("is not given away when only the holder's connection broke", async () => {
    const [trial, other] = [startTrial(cloud), startTrial(cloud)];
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock: LOCK })] });
    const [first, second] = await create(trial, 2);
    const running = [trial.engine.run(first?.workflow ?? "", never)];
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    running.push(other.engine.run(second?.workflow ?? "", never));
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    const alive = async () => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and objsubid = 2
        and classid = hashtext('task locks')::oid
        and database = (select oid from pg_database where datname = current_database())`.execute(cloud.db);
      return rows.length;
    };
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())`.execute(cloud.db);
    await expect.poll(alive, SOON).toBe(2);
    expect([trial.ran(), await line()]).toEqual([["a"], ["held", "waits"]]);
    trial.open();
    await Promise.all(running);
    expect([await states([first, second].flatMap((job) => job ?? [])), trial.ran()]).toEqual([
      ["done", "done"],
      ["a", "a"],
    ]);
  });
});

describe("a workflow that waits for a lock", () => {
  /** Another one holds it. */
  async function behind(parts: object = {}) {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.wait({ name: "a", lock: LOCK })] });
    const [first] = await create(trial, 1);
    const holding = trial.engine.run(first?.workflow ?? "", never);
    await expect.poll(() => trial.ran(), SOON).toEqual(["a"]);
    const task = trial.write({ name: "b", lock: LOCK, idempotent: false });
    trial.publish("create", { tasks: [task], ...parts });
    const [second] = await create(trial, 1);
    if (!second) throw new Error("there are two");
    const end = async () => {
      trial.open();
      await holding;
      expect(await line()).toEqual([]);
    };
    return { trial, second, end };
  }

  it("is cancelled at once", async () => {
    const { trial, second, end } = await behind();
    const waiting = trial.engine.run(second.workflow, never);
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    await trial.requests.decide(second.request, OLGA, { kind: "cancel", reason: "" });
    await waiting;
    expect([await states([second]), await line(), trial.ran()]).toEqual([["cancelled"], ["held"], ["a"]]);
    await end();
  });

  it("ends with its own time", async () => {
    const { trial, second, end } = await behind({ timeoutSeconds: 0.5 });
    await trial.engine.run(second.workflow, never);
    expect((await rowsOf(cloud, second)).workflow.reason).toBe("all of it together took longer than 0.5 s");
    await end();
  });

  it("lets its worker stop, and has not begun then", async () => {
    const { trial, second, end } = await behind();
    const stop = new AbortController();
    const waiting = trial.engine.run(second.workflow, stop.signal);
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    stop.abort();
    await expect(waiting).rejects.toThrow("interrupted");
    expect([await line(), (await rowsOf(cloud, second)).activities]).toEqual([["held"], []]);
    await end();
    await trial.engine.run(second.workflow, never);
    expect([await states([second]), (await rowsOf(cloud, second)).tries]).toEqual([["done"], [1]]);
  });

  it("keeps no place from others", async () => {
    const { trial, second, end } = await behind();
    await sql`update datacenter set scripts_at_once = '{"command": 2}'`.execute(cloud.db);
    const waiting = trial.engine.run(second.workflow, never);
    await expect.poll(line, SOON).toEqual(["held", "waits"]);
    trial.publish("create", { tasks: [trial.write({ name: "c" })] });
    const [third] = await create(trial, 1);
    await trial.engine.run(third?.workflow ?? "", never);
    expect(trial.ran()).toEqual(["a", "c"]);
    await sql`update datacenter set scripts_at_once = '{}'`.execute(cloud.db);
    trial.open();
    await waiting;
    await end();
  });
});
