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

function taskBlock(job: JobView): Block {
  const { subject, tasks } = job;
  const steps = tasks.map(taskStep);
  return {
    type: "progress",
    title: [subject, ...(job.state === "running" ? [elapsedIn(job)] : [])].filter(Boolean).join(": "),
    steps,
    done: tasks.filter(({ state }) => state === "done" || state === "continued").length,
    total: tasks.length,
  };
}

/** `step 3 of 5, 40 s`: where a job is that runs, and how long it has been at work. */
function elapsedIn({ tasks, tookMs }: JobView): string {
  const at = tasks.findIndex(({ state }) => state === "running");
  return [...(at < 0 ? [] : [`step ${at + 1} of ${tasks.length}`]), ...sinceText(tookMs)].join(", ");
}

/** Less than a second is only just begun. */
function sinceText(tookMs: number | null): string[] {
  return tookMs === null || tookMs < 1000 ? [] : [tookText(tookMs)];
}

function taskStep({ title, state, tookMs }: TaskView): Step {
  const notes = [...(NOTES[state] ?? []), ...timeText(state, tookMs)];
  const note = notes.length ? { note: notes.join(", ") } : {};
  return { title, state: state === "continued" || state === "asking" ? "failed" : state, ...note };
}

function timeText(state: TaskView["state"], tookMs: number | null): string[] {
  if (state === "asking" || state === "waiting" || tookMs === null) return [];
  return state === "running" ? sinceText(tookMs) : [tookText(tookMs)];
}

const NOTES: Partial<Record<TaskView["state"], string[]>> = {
  continued: ["failed, continued"],
  asking: ["interrupted"],
};

function jobsBlock(jobs: JobView[]): Block {
  const steps = jobs.map((job): Step => {
    const running = job.tasks.find((task) => task.state === "running");
    const note = job.reason || (running ? [running.title, ...sinceText(job.tookMs)].join(", ") : "");
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
