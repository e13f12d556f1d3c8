/** The steps of work on a card: which one, how far, and how long. */
import { expect, it } from "vitest";
import { progressBlocks } from "../../src/cards/progress.ts";
import type { JobView, RequestView, TaskView } from "../../src/cards/request-view.ts";

const tasks: TaskView[] = [
  { title: "Define it", state: "done", tookMs: 1200 },
  { title: "Start it", state: "running", tookMs: 38_000 },
  { title: "Connect it", state: "waiting", tookMs: null },
];

const job = (more: Partial<JobView> = {}): JobView => {
  return { id: "wf-1", subject: "web-01", state: "running", reason: "", tookMs: 40_000, tasks, ...more };
};

const drawn = (...jobs: JobView[]) => progressBlocks({ jobs } as RequestView);

it("tells the step, how long it takes so far, and how long the job does", () => {
  expect(drawn(job())).toEqual([
    {
      ...{ type: "progress", title: "web-01: step 2 of 3, 40 s", done: 1, total: 3 },
      steps: [
        { title: "Define it", state: "done", note: "1.2 s" },
        { title: "Start it", state: "running", note: "38 s" },
        { title: "Connect it", state: "waiting" },
      ],
    },
  ]);
});

it("tells no time of what has only just begun, nor of a job that is over", () => {
  const begun: TaskView[] = [{ title: "Define it", state: "running", tookMs: 400 }];
  expect(drawn(job({ tasks: begun, tookMs: 600 }))).toMatchObject([
    { title: "web-01: step 1 of 1", steps: [{ title: "Define it", state: "running" }] },
  ]);
  expect(drawn(job({ state: "done" }))).toMatchObject([{ title: "web-01" }]);
  expect(drawn(job({ state: "queued", tookMs: null, tasks: [] }))).toMatchObject([{ title: "web-01" }]);
});

it("tells of many jobs which step each is at, and since when", () => {
  const many = Array.from({ length: 4 }, (_, n) => job({ subject: `web-${n}` }));
  expect(drawn(...many)).toMatchObject([
    { title: "0 of 4 done", steps: Array(4).fill({ state: "running", note: "Start it, 40 s" }) },
  ]);
});
