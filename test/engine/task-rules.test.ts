/** What a task's own rules make of its script's end: which codes are right, what goes on, what is tried again, how long. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHost, type Cloud, openCloud } from "../support/cloud.ts";
import { never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

/** Runs an action of these tasks to its end; what became of it. */
async function outcome(trial: Trial, tasks: unknown[], more: object = {}) {
  trial.publish("create", { tasks, ...more });
  const job = await trial.create({ memoryMb: 1, diskGb: 1, vcpu: 1 });
  await trial.engine.run(job.workflow, never);
  const { workflow, activities, outputs, tries } = await rowsOf(cloud, job);
  return { state: workflow.state, reason: workflow.reason, returns: workflow.returns, activities, outputs, tries };
}

const script = (trial: Trial, name: string, parameters: object, rules: object = {}) => ({
  ...trial.write({ name }),
  ...{ type: "node", script: "return.mjs", ...rules },
  parameters: { ...trial.write({ name }).parameters, ...parameters },
});

describe("what a script returns", () => {
  it.each([
    ["the list [0,5], where 0 and 3010 are right", { RETURN: "[0,5]" }, [0, 3010], "done"],
    ["the list [5,0], where 0 and 3010 are right", { RETURN: "[5,0]" }, [0, 3010], "failed"],
    ["3010, where 0 and 3010 are right", { RETURN: "3010" }, [0, 3010], "done"],
    ["nothing, where 0 is right, as its exit code is 0", {}, [0], "done"],
    ["5, where no codes are named", { RETURN: "5" }, null, "done"],
    ["an error that it throws, where no codes are named", { DO: "throw" }, null, "failed"],
    ["an error that it throws, where 0 is right", { DO: "throw" }, [0], "failed"],
  ])("is judged by its first value: %s", async (_what, parameters, successCodes, state) => {
    const trial = startTrial(cloud);
    expect((await outcome(trial, [script(trial, "a", parameters, { successCodes })])).state).toBe(state);
  });

  it("is named when it is wrong", async () => {
    const trial = startTrial(cloud);
    const { reason } = await outcome(trial, [script(trial, "a", { RETURN: "[5,0]" }, { successCodes: [0, 3010] })]);
    expect(reason).toBe("a returned 5, and only 0 or 3010 is right");
  });

  it("reaches later tasks with its type, where a literal arrives as a text", async () => {
    const trial = startTrial(cloud);
    const first = script(trial, "a", { RETURN: '{"disk":{"gb":60},"count":5}' });
    const echo = trial.echo({ name: "b" });
    const parameters = { ...echo.parameters, LITERAL: 5, DISK: { output: "a.disk" }, COUNT: { output: "a.count" } };
    const returns = { DISK: { output: "b.DISK" }, LITERAL: { output: "b.LITERAL" }, COUNT: { output: "b.COUNT" } };
    const came = await outcome(trial, [first, { ...echo, parameters }], { returns });
    expect(came.returns).toEqual({ LITERAL: "5", DISK: { gb: 60 }, COUNT: 5 });
  });
});

describe("a task that fails", () => {
  it.each([
    ["an error", "ends the workflow", { DO: "throw" }, false, "failed", ["a failed"]],
    ["an error", "lets it go on", { DO: "throw" }, true, "done", ["a continued", "b done"]],
    ["a time-out", "ends the workflow", { DO: "hang" }, false, "failed", ["a failed"]],
    ["a time-out", "lets it go on", { DO: "hang" }, true, "done", ["a continued", "b done"]],
  ])("by %s %s, as its continueOnError says", async (_how, _what, parameters, continueOnError, state, activities) => {
    const trial = startTrial(cloud);
    const first = script(trial, "a", parameters, { continueOnError, timeoutSeconds: 0.4 });
    expect(await outcome(trial, [first, trial.write({ name: "b" })])).toMatchObject({ state, activities });
  });

  it("is tried again as often as its rule says, and no more", async () => {
    const trial = startTrial(cloud);
    const rules = { retry: { times: 2, waitSeconds: 0 } };
    const { state, tries } = await outcome(trial, [script(trial, "a", { DO: "throw" }, rules)]);
    expect([state, tries, trial.ran()]).toEqual(["failed", [3], ["a", "a", "a"]]);
  });
});

describe("a disabled task", () => {
  it("is absent", async () => {
    const trial = startTrial(cloud);
    const { activities } = await outcome(trial, [
      trial.write({ name: "a" }),
      { ...trial.write({ name: "b" }), enabled: false },
      trial.write({ name: "c" }),
    ]);
    expect(activities).toEqual(["a done", "c done"]);
  });
});

describe("a workflow's own time", () => {
  it("ends a task that has no time-out of its own, however it may fail, and what was begun is undone", async () => {
    const trial = startTrial(cloud);
    const endless = script(trial, "a", { DO: "hang" }, { continueOnError: true, retry: { times: 3 } });
    const undo = [trial.write({ name: "u" })];
    expect(await outcome(trial, [endless, trial.write({ name: "b" })], { timeoutSeconds: 0.4, undo })).toMatchObject({
      ...{ state: "failed", reason: "all of it together took longer than 0.4 s", activities: ["a failed", "u done"] },
    });
  });

  it("counts from the first run, however often it is taken up again", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [trial.write({ name: "a" })], timeoutSeconds: 60 });
    const job = await trial.create({ memoryMb: 1, diskGb: 1, vcpu: 1 });
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await cloud.db.updateTable("workflow").set({ started_at: anHourAgo }).where("id", "=", job.workflow).execute();
    await trial.engine.run(job.workflow, never);
    expect((await rowsOf(cloud, job)).workflow.reason).toBe("all of it together took longer than 60 s");
    expect(trial.ran()).toEqual([]);
  });
});
