/** All that a request's card can show: the row, and the names and work around it. */
import type { EngineLoad, Line } from "../domain/admission.ts";
import type { Decider } from "../domain/asked.ts";
import type { Money } from "../domain/money.ts";
import type { Tally } from "../domain/quota.ts";
import type { Request } from "../domain/request.ts";
import type { VmState } from "../domain/vm.ts";

export interface RequestView {
  request: Request;
  /** Names of the people who had to do with it, by id. */
  people: Record<string, string>;
  /** The business unit's name; null while there is none. */
  unit: string | null;
  currency: string;
  timeZone: string;
  /** One job a machine or infrastructure, in the order of the request. */
  jobs: JobView[];
  machines: MachineView[];
  /** Where the card could not be shown, and why. */
  undelivered: { conversation: string; why: string }[];
  /** Who may decide on it now, by name; nobody once it is decided. */
  deciders: Decider[];
  /** What those who decide have to know; only of what is pending, and only where one request is looked at. */
  picture?: Picture;
  /** Where it stands in line for the engine; only of what waits there, and only where one request is looked at. */
  line?: Line;
}

/** How things stand for a decision, as they are now. */
export interface Picture {
  dayCost: Money;
  /** All that it counts against, without it and with it. */
  tallies: { before: Tally; after: Tally }[];
  /** The name of that tally which is the whole datacenter's. */
  capacity: string | null;
  /** It would fit now, once the engine has room, or not at all. */
  verdict: { fits: "now" } | { fits: "later"; needed: number; load: EngineLoad } | { fits: "no"; why: string };
}

/** One run of an action, task by task. */
export interface JobView {
  id: string;
  /** What it works on. */
  subject: string;
  /** `asking`: it was interrupted, and an operator says whether it goes on. */
  state: "queued" | "running" | "asking" | "done" | "failed" | "cancelled";
  reason: string;
  /** Milliseconds it took, or takes so far; null while it has not begun. */
  tookMs: number | null;
  tasks: TaskView[];
}

export interface TaskView {
  title: string;
  /** `continued`: it failed, and the work went on. `asking`: it was interrupted, and perhaps it is done. */
  state: "waiting" | "running" | "done" | "failed" | "continued" | "asking";
  /** Milliseconds it took, or takes so far; null while it has not begun. */
  tookMs: number | null;
  /** Only while it waits for a lock. */
  lock?: AwaitedLock;
}

/** A lock that a task waits for, as its business unit may see it: without the host that it may be for. */
export interface AwaitedLock {
  name: string;
  /** Null between two holders; `who` is null where it is another business unit's. */
  holder: { who: { request: string; person: string } | null; since: string } | null;
}

/** The end of what one task's script said. */
export interface SaidView {
  /** The id of the job. */
  job: string;
  /** The task's place in the job; what undoes comes after the tasks. */
  position: number;
  text: string;
}

/** What one job's tasks have to go by, and what each of them put out. */
export interface DataItemView {
  /** The id of the job. */
  job: string;
  given: Readonly<Record<string, string>>;
  outputs: { task: string; values: Record<string, unknown> }[];
}

export interface MachineView {
  id: string;
  name: string;
  state: VmState;
  address: string | null;
}
