/** The steps of the work that a request causes, as they are now. */
import type { Block, Step } from "./card.ts";
import { tookText } from "./moment.ts";
import type { JobView, RequestView, TaskView } from "./request-view.ts";

const MOST_JOBS_IN_STEPS = 3;

/** One block a job with its tasks; when there are many jobs, one block with a line for each. */
export function progressBlocks({ jobs }: RequestView): Block[] {
  if (jobs.length === 0) return [];
  return jobs.length <= MOST_JOBS_IN_STEPS ? jobs.map(taskBlock) : [jobsBlock(jobs)];
}

function taskBlock({ subject, tasks }: JobView): Block {
  const steps = tasks.map(taskStep);
  return {
    type: "progress",
    title: subject,
    steps,
    done: tasks.filter(({ state }) => state === "done" || state === "continued").length,
    total: tasks.length,
  };
}

function taskStep({ title, state, tookMs }: TaskView): Step {
  const notes = [
    ...(NOTES[state] ?? []),
    ...(tookMs === null || state === "asking" || state === "waiting" ? [] : [tookText(tookMs)]),
  ];
  const note = notes.length ? { note: notes.join(", ") } : {};
  return { title, state: state === "continued" || state === "asking" ? "failed" : state, ...note };
}

const NOTES: Partial<Record<TaskView["state"], string[]>> = {
  continued: ["failed, continued"],
  asking: ["interrupted"],
};

function jobsBlock(jobs: JobView[]): Block {
  const steps = jobs.map((job): Step => {
    const running = job.tasks.find((task) => task.state === "running");
    const note = job.reason || (running ? running.title : "");
    return { title: job.subject, state: STEP_STATES[job.state], ...(note ? { note } : {}) };
  });
  const done = jobs.filter((job) => job.state === "done").length;
  return { type: "progress", title: `${done} of ${jobs.length} done`, steps, done, total: jobs.length };
}

const STEP_STATES: Record<JobView["state"], Step["state"]> = {
  queued: "waiting",
  running: "running",
  asking: "waiting",
  done: "done",
  failed: "failed",
  cancelled: "skipped",
};
