/** Outputs that are too large for the data item are kept beside it, fetched by whoever needs them, and collected. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findActor } from "../../src/adapters/postgres/actors.ts";
import { startPurge } from "../../src/adapters/postgres/purge.ts";
import { addHost, type Cloud, OLGA, openCloud } from "../support/cloud.ts";
import { type Job, never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

const VALUE = { disk: { gb: 60 }, count: 5, long: "x".repeat(2000) };

/** A task that puts out `VALUE`, and one that needs it and says what it was given. */
function tasksOf(trial: Trial) {
  const write = trial.write({ name: "a" });
  const giving = { ...write, type: "node", script: "return.mjs" };
  const echo = trial.echo({ name: "c" });
  const bound = { DISK: { output: "a.disk" }, COUNT: { output: "a.count" }, LONG: { output: "a.long" } };
  return {
    giving: { ...giving, parameters: { ...write.parameters, RETURN: JSON.stringify(VALUE) } },
    needing: { ...echo, parameters: { ...echo.parameters, ...bound } },
  };
}

it("reach later tasks whole, also of another worker, and nothing is left of them", async () => {
  const trial = startTrial(cloud);
  const { giving, needing } = tasksOf(trial);
  trial.publish("create", {
    tasks: [giving, trial.wait({ name: "b" }), needing],
    returns: { disk: { output: "c.DISK" }, long: { output: "c.LONG" } },
  });
  const job = await trial.create();
  const stop = new AbortController();
  const earlier = trial.engine.run(job.workflow, stop.signal);
  await expect.poll(() => trial.ran(), { timeout: 10_000 }).toEqual(["a", "b"]);
  stop.abort();
  await expect(earlier).rejects.toThrow("interrupted");
  expect((await rowsOf(cloud, job)).outputs.a).toEqual({ count: 5, disk: { kept: 9 }, long: { kept: 2002 } });
  expect(await keptOf(job.workflow)).toEqual(["disk", "long"]);
  trial.open();
  await trial.engine.run(job.workflow, never);
  const { outputs, workflow } = await rowsOf(cloud, job);
  expect(workflow).toMatchObject({ state: "done", returns: { disk: VALUE.disk, long: VALUE.long } });
  expect(outputs.c).toMatchObject({ COUNT: 5, DISK: { kept: 9 }, LONG: { kept: 2002 } });
  expect(await keptOf(job.workflow)).toEqual([]);
});

describe("outputs of what failed", () => {
  const failed = async (trial: Trial) => {
    const { giving, needing } = tasksOf(trial);
    trial.publish("create", { tasks: [giving, trial.healing({ name: "b" }), needing] });
    const job = await trial.create();
    await trial.engine.run(job.workflow, never);
    expect((await rowsOf(cloud, job)).workflow.state).toBe("failed");
    expect(await keptOf(job.workflow)).toEqual(["disk", "long"]);
    trial.open();
    return job;
  };
  const retry = async (trial: Trial, { request, workflow }: Job) => {
    await trial.requests.decide(request, OLGA, { kind: "retry-jobs", wait: false });
    await trial.engine.run(workflow, never);
  };

  it("are there when it is tried again, and are collected at the end", async () => {
    const trial = startTrial(cloud);
    const job = await failed(trial);
    await retry(trial, job);
    const { workflow, outputs, tries } = await rowsOf(cloud, job);
    expect([workflow.state, tries]).toEqual(["done", [1, 2, 1]]);
    expect(outputs.c).toMatchObject({ COUNT: 5, DISK: { kept: 9 }, LONG: { kept: 2002 } });
    expect(await keptOf(job.workflow)).toEqual([]);
  });

  it("are purged once they are old, and whoever tries it again then is told", async () => {
    const trial = startTrial(cloud);
    const job = await failed(trial);
    await sql`insert into role_grant (datacenter_id, person_id, role) values ('dc-1', 'p-olga', 'datacenter-admin')`.execute(
      cloud.db,
    );
    const olga = await findActor(cloud.db, OLGA, new Date());
    const purge = startPurge(cloud.db, () => new Date());
    const [young, old] = ["2020-01-01", "2999-01-01"];
    expect(await purge.preview(young)).toMatchObject({ kept: 0 });
    expect(await purge.preview(old)).toMatchObject({ kept: 2 });
    expect(olga && (await purge.run(old, olga))).toMatchObject({ kept: 2 });
    expect(await keptOf(job.workflow)).toEqual([]);
    await retry(trial, job);
    const { workflow, activities } = await rowsOf(cloud, job);
    expect(workflow.state).toBe("failed");
    expect(workflow.reason).toBe("not all of a.disk, a.long is kept any more, so it cannot go on from here");
    expect(activities).toEqual(["a done", "b done", "c failed"]);
  });
});

async function keptOf(workflow: string): Promise<string[]> {
  const rows = await cloud.db
    .selectFrom("activity_output")
    .select("name")
    .where("workflow_id", "=", workflow)
    .execute();
  return rows.map(({ name }) => name).toSorted();
}
