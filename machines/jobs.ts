/** Counting jobs: which of a request's jobs still run, and how the others ended. */

/** How one job of a request ended. */
export type JobOutcome = "done" | "failed" | "cancelled";

/** The jobs of a request by their id. */
export type Jobs = Record<string, JobStanding>;

/** A job is `open` until it ends; while it waits for an operator's word it is `asking`. */
interface JobStanding {
  state: "open" | "asking" | JobOutcome;
  reason: string;
  /** How it left what it worked on, in words. */
  left: string;
  /** Which attempt this is; 1 where nobody had it tried again. */
  attempt?: number;
  /** Is nothing left of what its last attempt began? */
  undone?: boolean;
}

/** What one attempt of a job says of itself. */
export interface Attempt {
  job: string;
  /** The first one where it is not said. */
  attempt?: number;
}

/** Jobs that have yet to run. */
export function openJobs(ids: string[]): Jobs {
  return Object.fromEntries(ids.map((id) => [id, { state: "open", reason: "", left: "" }]));
}

/** Is this job still to end, in this attempt? */
export function isOpen(jobs: Jobs, { job, attempt = 1 }: Attempt): boolean {
  const found = jobs[job];
  return found !== undefined && isToEnd(found) && attemptOf(found) === attempt;
}

/** Is this job the only one still to end? */
export function isLastOpen(jobs: Jobs, attempt: Attempt): boolean {
  return isOpen(jobs, attempt) && Object.values(jobs).filter(isToEnd).length === 1;
}

function isToEnd({ state }: JobStanding): boolean {
  return state === "open" || state === "asking";
}

/** Is any of them still to end? */
export function someAreToEnd(jobs: Jobs): boolean {
  return Object.values(jobs).some(isToEnd);
}

/** The number of its attempt, counted from 1. */
export function attemptOf({ attempt = 1 }: JobStanding): number {
  return attempt;
}

/** Can any of it be tried again: what asks, or what failed once nothing runs any more? */
export function canBeRetried(jobs: Jobs): boolean {
  return someAre(jobs, "asking") || (someAre(jobs, "failed") && !someAre(jobs, "open"));
}

/** The ids of those that stand so, `without` these. */
export function jobsThatAre(jobs: Jobs, state: JobStanding["state"], without: string[] = []): string[] {
  return Object.keys(jobs).filter((id) => jobs[id]?.state === state && !without.includes(id));
}

/** Those that stand so are open again, for one more attempt; `without` these. */
export function triedAgain(jobs: Jobs, state: JobStanding["state"], without: string[] = []): Jobs {
  const again = jobsThatAre(jobs, state, without).map((id) => {
    const { undone, ...last } = jobs[id] as JobStanding;
    return [id, { state: "open", reason: "", left: "", attempt: attemptOf(last) + 1, undone }];
  });
  return { ...jobs, ...Object.fromEntries(again) };
}

/** Does any of them wait for another attempt than its first? */
export function wasTriedBefore(jobs: Jobs): boolean {
  return Object.values(jobs).some((job) => job.state === "open" && attemptOf(job) > 1);
}

/** Those that were to be tried again have failed after all, as they had before. */
export function withoutRetry(jobs: Jobs): Jobs {
  const reason = "it left the line before it was tried again";
  const failed = jobsThatAre(jobs, "open").map((id) => [id, { ...jobs[id], state: "failed", reason }]);
  return { ...jobs, ...Object.fromEntries(failed) };
}

/** Only those that have yet to end. */
export function stillOpen(jobs: Jobs): Jobs {
  return Object.fromEntries(Object.entries(jobs).filter(([, job]) => isToEnd(job)));
}

/** Did every job end so? */
export function allAre(jobs: Jobs, outcome: JobOutcome): boolean {
  return Object.values(jobs).every((job) => job.state === outcome);
}

/** Does any job stand so? */
export function someAre(jobs: Jobs, state: JobStanding["state"]): boolean {
  return Object.values(jobs).some((job) => job.state === state);
}
