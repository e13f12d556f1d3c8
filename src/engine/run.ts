/** One run of a workflow: what it knows, and its steps forward. */
import type { ClaimStore } from "../app/capacity.ts";
import type { Requests } from "../app/requests.ts";
import type { Secrets } from "../app/secrets.ts";
import { type DataItem, dataItem, type Surroundings } from "../domain/data-item.ts";
import type { HostPlace } from "../domain/host.ts";
import { type Plan, readPlan, type Task } from "./action.ts";
import type { Outputs } from "./bindings.ts";
import type { Locks } from "./locks.ts";
import type { PackFolders } from "./pack-folders.ts";
import type { Places } from "./places.ts";
import type { ScriptRunner } from "./script.ts";
import { Stopped, Superseded } from "./task-failed.ts";
import type { Activity, Ending, Fence, Move, Word, Work, WorkflowStore } from "./workflow-store.ts";

/** What tasks are run with. */
export interface TaskRooms {
  workflows: WorkflowStore;
  scripts: ScriptRunner;
  places: Places;
  locks: Locks;
  packs: PackFolders;
  surroundings: Surroundings;
  secrets: Pick<Secrets, "open">;
}

/** What the engine works with. */
export interface EngineRooms extends TaskRooms {
  claims: ClaimStore;
  requests: Pick<Requests, "tell">;
}

export interface Run {
  rooms: TaskRooms;
  work: Work;
  plan: Plan;
  fence: Fence;
  /** Aborted when this process may not go on; the workflow is then resumed by another run. */
  signal: AbortSignal;
  /** Aborted when the workflow has taken as long as it may. */
  timeUp: AbortSignal;
  item: DataItem;
  /** Of the tasks that are done; those that are kept elsewhere by their placeholders. */
  outputs: Outputs;
  /** Has any task begun, in this run or before? */
  begun: boolean;
}

/** A task at its place in the count of activities; what undoes comes after the tasks. */
export interface Turn {
  position: number;
  task: Task;
}

export function startRun(rooms: TaskRooms, work: Work, signal: AbortSignal): Run {
  const plan = readPlan(work.plan);
  const fence = { workflow: work.id, run: work.run };
  const item = itemOf(rooms, work);
  const [outputs, begun] = [outputsIn(plan, work), work.activities.length > 0];
  return { rooms, work, plan, fence, signal, timeUp: timeUpOf(plan, work), item, outputs, begun };
}

/** The longest a timer can run, in milliseconds; about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Counts from the first run, so that no restart prolongs it. */
function timeUpOf({ timeoutSeconds }: Plan, { ageMs }: Work): AbortSignal {
  if (timeoutSeconds === null) return new AbortController().signal;
  return AbortSignal.timeout(Math.min(Math.max(timeoutSeconds * 1000 - ageMs, 0), LONGEST_MS));
}

/** Throws Stopped when the workflow's own time is up. */
export function requireTime({ timeUp, plan: { timeoutSeconds } }: Run): void {
  if (timeUp.aborted) throw new Stopped(`all of it together took longer than ${timeoutSeconds} s`);
}

/** A step forward, which throws Superseded as whatever follows here does; returns whether somebody asked for a cancel. */
export async function move(run: Run, step: Move): Promise<boolean> {
  if (step.started) run.begun = true;
  return isCancel(await run.rooms.workflows.move(run.fence, step));
}

/** Has somebody asked for a cancel? */
export async function look({ rooms, fence }: Run): Promise<boolean> {
  return isCancel(await rooms.workflows.look(fence));
}

export async function end({ rooms, fence }: Run, ending: Ending): Promise<void> {
  if ((await rooms.workflows.end(fence, ending)) === "superseded") throw new Superseded();
}

/** The machine has a host from now on. */
export function settleOn(run: Run, host: HostPlace): void {
  run.work.subject.host = host;
  run.item = itemOf(run.rooms, run.work);
}

/** How the activity at this position stood when the run began. */
export function standingAt(run: Run, position: number): Activity["state"] | undefined {
  return run.work.activities.find((activity) => activity.position === position)?.state;
}

/** Throws when this process may not go on. */
export function requireUninterrupted({ signal, work }: Run): void {
  if (signal.aborted) throw new Error(`workflow ${work.id} was interrupted`, { cause: signal.reason });
}

/** By this name the script of an activity is found again. */
export function activityId(run: Run, position: number): string {
  return `${run.work.id}.${position}`;
}

function isCancel(word: Word): boolean {
  if (word === "superseded") throw new Superseded();
  return word === "cancel";
}

function itemOf({ surroundings }: TaskRooms, { id, request, action, subject }: Work): DataItem {
  return dataItem({ id, request, action }, subject, surroundings);
}

function outputsIn({ tasks, undo }: Plan, { activities }: Work): Outputs {
  const all = [...tasks, ...undo];
  const done = activities.filter(({ state }) => state === "done");
  return Object.fromEntries(done.map(({ position, outputs }) => [all[position]?.name ?? "", outputs]));
}
