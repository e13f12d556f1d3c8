/** The steps of the work that a request causes, as they are now. */
import type { Block, Step } from "./card.ts";
import { partyText } from "./lock-card.ts";
import { momentText, tookText } from "./moment.ts";
import type { AwaitedLock, JobView, RequestView, TaskView } from "./request-view.ts";

const MOST_JOBS_IN_STEPS = 3;

/** One block a job with its tasks; when there are many jobs, one block with a line for each. */
export function progressBlocks({ jobs, timeZone }: Pick<RequestView, "jobs" | "timeZone">): Block[] {
  if (jobs.length === 0) return [];
  return jobs.length <= MOST_JOBS_IN_STEPS ? jobs.map((job) => taskBlock(job, timeZone)) : [jobsBlock(jobs, timeZone)];
}

function taskBlock(job: JobView, zone: string): Block {
  const { subject, tasks } = job;
  const steps = tasks.map((task) => taskStep(task, zone));
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

function taskStep({ title, state, tookMs, lock }: TaskView, zone: string): Step {
  const notes = [...(NOTES[state] ?? []), ...(lock ? [awaitedText(lock, zone)] : []), ...timeText(state, tookMs)];
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

/** `waits for lock images, held by REQ-7 (olga) since Mon 4 Jan 2027, 00:00` */
function awaitedText({ name, holder }: AwaitedLock, zone: string): string {
  if (!holder) return `waits for lock ${name}`;
  const who = holder.who ? partyText(holder.who) : "another business unit";
  return `waits for lock ${name}, held by ${who} since ${momentText(holder.since, zone)}`;
}

function jobsBlock(jobs: JobView[], zone: string): Block {
  const steps = jobs.map((job): Step => {
    const running = job.tasks.find((task) => task.state === "running");
    const lock = job.tasks.find((task) => task.lock)?.lock;
    const now = lock ? awaitedText(lock, zone) : running?.title;
    const note = job.reason || (now ? [now, ...sinceText(job.tookMs)].join(", ") : "");
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
