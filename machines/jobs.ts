/** Counting jobs: which of a request's jobs still run, and how the others ended. */

/** How one job of a request ended. */
export type JobOutcome = "done" | "failed" | "cancelled";

/** The jobs of a request by their id; `open` until they end. `left`: how the job left what it worked on, in words. */
export type Jobs = Record<string, { state: "open" | JobOutcome; reason: string; left: string }>;

/** Jobs that have yet to run. */
export function openJobs(ids: string[]): Jobs {
  return Object.fromEntries(ids.map((id) => [id, { state: "open", reason: "", left: "" }]));
}

/** Is this job still to end? */
export function isOpen(jobs: Jobs, id: string): boolean {
  return jobs[id]?.state === "open";
}

/** Is this job the only one still to end? */
export function isLastOpen(jobs: Jobs, id: string): boolean {
  return isOpen(jobs, id) && Object.values(jobs).filter((job) => job.state === "open").length === 1;
}

/** Only those that have yet to end. */
export function stillOpen(jobs: Jobs): Jobs {
  return Object.fromEntries(Object.entries(jobs).filter(([, { state }]) => state === "open"));
}

/** Did every job end so? */
export function allAre(jobs: Jobs, outcome: JobOutcome): boolean {
  return Object.values(jobs).every((job) => job.state === outcome);
}

/** Did any job end so, or has any yet to end? */
export function someAre(jobs: Jobs, outcome: JobOutcome | "open"): boolean {
  return Object.values(jobs).some((job) => job.state === outcome);
}
