/** Workflows in Postgres: only the latest run may write, and decisions and workflows never wait for each other in a circle. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHost, type Cloud, OLGA, openCloud } from "../../support/cloud.ts";
import { rowsOf, startTrial } from "../../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

async function aJob() {
  const trial = startTrial(cloud);
  trial.publish("create", { tasks: [trial.write({ name: "a" }), trial.write({ name: "b" })] });
  const job = await trial.create();
  const begin = async () => {
    const work = await trial.workflows.begin(job.workflow);
    if (!work) throw new Error("there is no work");
    return { work, fence: { workflow: work.id, run: work.run } };
  };
  return { ...trial, job, begin };
}

const DONE = { position: 0, state: "done", outputs: { x: [1] }, reason: "" } as const;

describe("a workflow that is taken up", () => {
  it("comes with all that is needed to go on", async () => {
    const { begin, workflows, job } = await aJob();
    const first = await begin();
    expect(first.work).toMatchObject({
      request: job.request,
      job: job.vm,
      action: "create",
      pack: "trial",
      run: 1,
      activities: [],
    });
    expect(first.work.subject).toMatchObject({
      host: null,
      service: { networks: ["prod-net"] },
      role: { network: null },
    });
    await workflows.move(first.fence, { started: { position: 0, task: "a" } });
    await workflows.move(first.fence, { ended: DONE, started: { position: 1, task: "b" } });
    const again = await begin();
    const kept = [{ position: 0, name: "x", value: [1] }];
    expect(await workflows.kept(job.workflow, [{ position: 0, name: "x" }])).toEqual(kept);
    expect(again.work).toMatchObject({
      run: 2,
      activities: [
        { ...DONE, outputs: { x: { kept: 3 } } },
        { position: 1, state: "running" },
      ],
    });
  });

  it("is out of the hands of whoever had it before", async () => {
    const { begin, workflows, job } = await aJob();
    const { fence: old } = await begin();
    const { fence } = await begin();
    const { request } = await rowsOf(cloud, job);
    expect(await workflows.move(old, { started: { position: 0, task: "a" } })).toBe("superseded");
    expect(await workflows.look(old)).toBe("superseded");
    expect(await workflows.end(old, { outcome: "failed", returns: {}, reason: "" })).toBe("superseded");
    const rows = await rowsOf(cloud, job);
    expect([rows.activities, rows.workflow.state, rows.request.version]).toEqual([[], "running", request.version]);
    expect(await workflows.move(fence, { started: { position: 0, task: "a" } })).toBe("go-on");
  });

  it("hears of a cancel at its next step", async () => {
    const { begin, workflows, job, requests } = await aJob();
    const { fence } = await begin();
    expect(await workflows.look(fence)).toBe("go-on");
    await requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    expect([await workflows.look(fence), await workflows.move(fence, {})]).toEqual(["cancel", "cancel"]);
  });
});

describe("a workflow that has ended", () => {
  it("is returned as it ended, closed for good", async () => {
    const { begin, workflows, job } = await aJob();
    const { fence } = await begin();
    await workflows.move(fence, { started: { position: 0, task: "a" } });
    expect(await workflows.end(fence, { outcome: "failed", returns: {}, reason: "no lease" })).toBe("ended");
    expect((await begin()).work.ended).toEqual({ outcome: "failed", returns: {}, reason: "no lease" });
    expect(await workflows.move(fence, {})).toBe("superseded");
    expect((await rowsOf(cloud, job)).activities).toEqual(["a failed"]);
  });

  it("is over when a later one has its job", async () => {
    const { begin, workflows, job } = await aJob();
    const { fence } = await begin();
    await workflows.end(fence, { outcome: "failed", returns: {}, reason: "" });
    const { workflow } = await rowsOf(cloud, job);
    const later = {
      ...workflow,
      id: `${workflow.id}-2`,
      plan: JSON.stringify(workflow.plan),
      returns: "{}",
      state: "queued" as const,
    };
    await cloud.db.insertInto("workflow").values(later).execute();
    expect(await workflows.begin(job.workflow)).toBe(null);
  });
});

describe("decisions and workflows of one request", () => {
  it("get through at once, and nothing that is counted is lost", async () => {
    const { begin, workflows, job, requests } = await aJob();
    const { fence } = await begin();
    const { request } = await rowsOf(cloud, job);
    const moves = Array.from({ length: 40 }, () => workflows.move(fence, { started: { position: 0, task: "a" } }));
    await requests.decide(job.request, OLGA, { kind: "cancel", reason: "" });
    await Promise.all(moves);
    expect((await rowsOf(cloud, job)).request.version).toBe(request.version + 41);
  });
});
