/** All that a request's card can show: the row, and the names and work around it. */
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
}

/** One run of an action, task by task. */
export interface JobView {
  id: string;
  /** What it works on. */
  subject: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  reason: string;
  tasks: TaskView[];
}

export interface TaskView {
  title: string;
  /** `continued`: it failed, and the work went on. */
  state: "waiting" | "running" | "done" | "failed" | "continued";
  /** Milliseconds it took; null while it has not ended. */
  tookMs: number | null;
}

export interface MachineView {
  id: string;
  name: string;
  state: VmState;
  address: string | null;
}
