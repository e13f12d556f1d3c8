/** Tasks that ask their host through a connection, which is kept for all workflows. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addHost, type Cloud, openCloud } from "../support/cloud.ts";
import { never, rowsOf, startTrial, type Trial } from "../support/trial.ts";

let cloud: Cloud;

beforeAll(async () => {
  cloud = await openCloud();
  await addHost(cloud.db, "h1");
});
afterAll(() => cloud.remove());

function asking(trial: Trial, name: string, to: unknown) {
  return { ...trial.write({ name }), script: "ask.sh", connection: { type: "node", script: "host.mjs", to } };
}

async function outputs(trial: Trial) {
  const job = await trial.create({ memoryMb: 1, diskGb: 1, vcpu: 1 });
  await trial.engine.run(job.workflow, never);
  return rowsOf(cloud, job);
}

describe("a connection", () => {
  it("is one for each host, whichever task or workflow asks", async () => {
    const trial = startTrial(cloud);
    const host = { from: "host.name" };
    trial.publish("create", { tasks: [asking(trial, "a", host), asking(trial, "b", host), asking(trial, "c", "h2")] });
    const [first, second] = [await outputs(trial), await outputs(trial)];
    const answers = [first, second].flatMap((rows) => Object.values(rows.outputs).map((one) => String(one.answer)));
    const [h1, , h2] = answers.map((answer) => answer.split(" ")[0]);
    expect(answers).toEqual([
      ...[`${h1} of h1 did a`, `${h1} of h1 did b`, `${h2} of h2 did c`],
      ...[`${h1} of h1 did a`, `${h1} of h1 did b`, `${h2} of h2 did c`],
    ]);
    expect(h1).not.toBe(h2);
  });

  it("that cannot be had fails the task with the reason", async () => {
    const trial = startTrial(cloud);
    trial.publish("create", { tasks: [asking(trial, "a", "away")] });
    const { workflow } = await outputs(trial);
    expect(workflow.state).toBe("failed");
    expect(workflow.reason).toMatch(/^a broke: no connection to away: it ended with code 1: Error: the host is away$/);
  });
});
