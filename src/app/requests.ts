/** The use cases of requests: submit one, decide on it, let time and the engine tell it what happened. */

import type { JobOutcome } from "../../machines/jobs.ts";
import { begin, type Step, step } from "../../machines/lifecycle.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import { loadText } from "../domain/admission.ts";
import { ruleOn } from "../domain/policy.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Details, kindText, type Request } from "../domain/request.ts";
import { type Decision, eventOf } from "./decisions.ts";
import type { Actions, Admission } from "./engine.ts";
import { follow, say } from "./follow.ts";
import { kindOf } from "./kinds/index.ts";
import type { Change, Opening, RequestStore, World } from "./store.ts";
import { tooLate } from "./too-late.ts";

const DAY_MS = 86_400_000;

/** How a request is to be opened. */
export interface Submission {
  details: Details;
  /** The business unit's id; null while there is none. */
  businessUnit: string | null;
  /** Join the line when the engine is full, instead of being refused. */
  wait: boolean;
}

export interface Requests {
  /** Opens a request: a draft, a pending one, or one that runs at once when nobody has to be asked. */
  submit(submission: Submission, by: Identity): Promise<Request>;
  /** A person decides. Throws a Refusal when they may not, or when it is too late. */
  decide(id: string, by: Identity, decision: Decision): Promise<Request>;
  /** Changes the details of a draft; `edit` may throw a Refusal. */
  edit(id: string, by: Identity, edit: (details: Details, actor: Actor, world: World) => Details): Promise<Request>;
  /** Tells it what the world did: time passed, a job ended, the engine has room. Ignored when it does not matter any more. */
  tell(id: string, event: WorldEvent): Promise<Request>;
}

export type WorldEvent =
  | { type: "EXPIRE" }
  | { type: "ADMIT" }
  | { type: "JOB_ENDED"; job: string; outcome: JobOutcome; reason: string; returns: Record<string, unknown> };

export interface RequestRooms {
  store: RequestStore;
  admission: Admission;
  actions: Actions;
}

export function startRequests(rooms: RequestRooms): Requests {
  const { store } = rooms;
  return {
    submit: (submission, by) =>
      store.open(kindOf(submission.details).counted(submission.details), by, (id, world) =>
        opening(rooms, id, submission, requireActor(world), world),
      ),
    decide: (id, by, decision) =>
      store.change(id, by, countedBy, (request, world) => decided(rooms, request, decision, world)),
    edit: (id, by, edit) =>
      store.change(
        id,
        by,
        () => ({ machines: [] }),
        (request, world) => edited(rooms, request, world, edit),
      ),
    tell: (id, event) => store.change(id, null, countedBy, (request, world) => told(rooms, request, event, world)),
  };
}

const countedBy = (request: Request) => kindOf(request.details).counted(request.details);

function opening(
  rooms: RequestRooms,
  id: string,
  { details, businessUnit, wait }: Submission,
  actor: Actor,
  world: World,
): Opening {
  const kind = kindOf(details);
  const { stages, expiresAfterDays } = ruleOn(details, actor, businessUnit);
  const jobs = kind.jobs(details).map((job) => job.id);
  const room = rooms.admission.accepts(jobs.length, world.load);
  const first = begin(kind.machine, { stages, jobs, room });
  if (first.standing.state !== "draft") kind.judge(details, world, null);
  if (first.standing.state === "waiting" && !wait) refuseBusy(jobs.length, world);
  const request: Request = {
    ...{ id, datacenter: world.datacenter.id, machine: kind.machine, standing: first.standing, details, businessUnit },
    ...{ requester: actor.person, version: 1, created: world.now, deadline: null },
  };
  const change = changeOf(rooms, request, first, world, expiresAfterDays, {});
  const orders = [say("show-requester", request), ...change.orders];
  return { ...change, orders, machine: kind.machine, businessUnit, names: kind.names(details) };
}

function decided(rooms: RequestRooms, request: Request, decision: Decision, world: World): Change {
  const actor = requireActor(world);
  const jobs = kindOf(request.details).jobs(request.details);
  const room = rooms.admission.accepts(jobs.length, world.load);
  const event = eventOf({ request, world, actor, room }, decision);
  const next = step(request.machine, request.standing, event);
  if (!next) throw tooLate(request, decision.kind, world);
  if (decision.kind === "provision" && !room) refuseBusy(jobs.length, world);
  const details = withProvisioning(request.details, decision);
  const days = ruleOn(details, null, request.businessUnit).expiresAfterDays;
  return changeOf(rooms, { ...request, details }, next, world, days, {}, decision.kind, request);
}

function edited(
  rooms: RequestRooms,
  request: Request,
  world: World,
  edit: (details: Details, actor: Actor, world: World) => Details,
): Change {
  const next = step(request.machine, request.standing, { type: "EDIT" });
  if (!next) throw tooLate(request, "edit", world);
  const details = edit(request.details, requireActor(world), world);
  return changeOf(rooms, { ...request, details }, next, world, 0, {}, "edit", request);
}

function told(rooms: RequestRooms, request: Request, event: WorldEvent, world: World): Change | null {
  if (event.type === "EXPIRE" && !(request.deadline && request.deadline <= world.now)) return null;
  if (event.type === "ADMIT" && !hasRoom(rooms, request, world)) return null;
  const next = step(request.machine, request.standing, worldEvent(event, world));
  if (!next) return null;
  const returns = event.type === "JOB_ENDED" ? event.returns : {};
  const change = changeOf(rooms, request, next, world, 0, returns, event.type.toLowerCase(), request);
  return event.type === "JOB_ENDED" ? { ...change, orders: [...change.orders, ADMIT_WAITING] } : change;
}

/** Room may have come free: whoever waits in line is looked at again. */
const ADMIT_WAITING = { queue: "effects", name: "admit-waiting", payload: {} } as const;

function changeOf(
  { actions }: RequestRooms,
  request: Request,
  next: Step,
  world: World,
  expiresAfterDays: number,
  returns: Record<string, unknown>,
  action = "submit",
  before?: Request,
): Change {
  const pending = next.standing.state === "awaitingApproval";
  const deadline = request.deadline ?? new Date(world.now.getTime() + expiresAfterDays * DAY_MS);
  return {
    ...follow(request, next, world, { actions, returns }),
    deadline: pending ? deadline : null,
    audit: {
      action: `request.${action}`,
      before: before ? { state: before.standing.state, details: before.details } : null,
      after: { state: next.standing.state, details: request.details },
    },
  };
}

function worldEvent(event: WorldEvent, world: World): LifecycleEvent {
  switch (event.type) {
    case "EXPIRE":
      return { type: "EXPIRE", by: null, at: world.now.toISOString(), reason: "nobody decided in time" };
    case "ADMIT":
      return { type: "ADMIT" };
    case "JOB_ENDED":
      return { type: "JOB_ENDED", job: event.job, outcome: event.outcome, reason: event.reason };
  }
}

function hasRoom({ admission }: RequestRooms, request: Request, world: World): boolean {
  return admission.accepts(kindOf(request.details).jobs(request.details).length, world.load);
}

function withProvisioning(details: Details, decision: Decision): Details {
  if (decision.kind !== "provision" || details.kind !== "infra.new") return details;
  return { ...details, provisioning: decision.provisioning };
}

function refuseBusy(needed: number, { load }: World): never {
  throw new Refusal(
    "busy",
    `the engine is full: ${loadText(needed, load)}`,
    "try again later, or join the line with --wait",
  );
}

function requireActor(world: World): Actor {
  if (world.actor) return world.actor;
  throw new Refusal(
    "unknown-person",
    "I do not know you",
    "ask for a business unit: bu register NAME --cost-center CODE",
  );
}

/** What this request is called in a sentence. */
export function requestText(request: Request): string {
  return `${request.id} (${kindText(request.details)})`;
}
