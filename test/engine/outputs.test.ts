/** Outputs that are too large for the data item are kept beside it, fetched by whoever needs them, and collected. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { addHost, type Cloud, openCloud } from "../support/cloud.ts";
import { never, rowsOf, startTrial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

const VALUE = { disk: { gb: 60 }, count: 5, long: "x".repeat(2000) };

it("reach later tasks whole, also of another worker, and nothing is left of them", async () => {
  const trial = startTrial(cloud);
  const write = trial.write({ name: "a" });
  const first = { ...write, type: "node", script: "return.mjs" };
  const echo = trial.echo({ name: "c" });
  const bound = { DISK: { output: "a.disk" }, COUNT: { output: "a.count" }, LONG: { output: "a.long" } };
  trial.publish("create", {
    tasks: [
      { ...first, parameters: { ...write.parameters, RETURN: JSON.stringify(VALUE) } },
      trial.wait({ name: "b" }),
      { ...echo, parameters: { ...echo.parameters, ...bound } },
    ],
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

async function keptOf(workflow: string): Promise<string[]> {
  const rows = await cloud.db
    .selectFrom("activity_output")
    .select("name")
    .where("workflow_id", "=", workflow)
    .execute();
  return rows.map(({ name }) => name).toSorted();
}
