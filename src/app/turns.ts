/** What each thing that happens to a request comes to: opened, decided on, edited, told of the world. Pure. */
import { begin, type Step, step } from "../../machines/lifecycle.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import type { Actor } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Details, NO_TIMERS, type Request, scopeOf } from "../domain/request.ts";
import type { Decision, Verdict } from "./decision.ts";
import { verdictOn } from "./decisions.ts";
import type { Actions, Admission } from "./engine.ts";
import { entryOf } from "./entry.ts";
import { follow, say } from "./follow.ts";
import { requireInTime } from "./in-time.ts";
import { kindOf } from "./kinds/index.ts";
import { isAtWork } from "./kinds/retaking.ts";
import { rulingOn } from "./request-facts.ts";
import { hasRoom, refuseBusy, refuseTooMany, refuseUnderMaintenance } from "./room.ts";
import { isShown } from "./shown.ts";
import type { Change, Opening, World } from "./store.ts";
import { timersOf } from "./timers.ts";
import { tooLate } from "./too-late.ts";
import { isDue, lifecycleEvent, type WorldEvent } from "./world-events.ts";

export interface Engine {
  admission: Admission;
  actions: Actions;
}

/** How a request is to be opened. */
export interface Submission {
  details: Details;
  /** The business unit's id; null while there is none. */
  businessUnit: string | null;
  /** Join the line when the engine is full, instead of being refused. */
  wait: boolean;
}

export type Edit = (details: Details, actor: Actor, world: World) => Details;

/** A request that begins: refused, or saved with everything that it takes. */
export function opened(engine: Engine, id: string, { details, businessUnit, wait }: Submission, world: World): Opening {
  const actor = requireActor(world);
  const kind = kindOf(details);
  const permission = kind.permission(details);
  if (permission) requirePermission(actor, permission, scopeOf({ details, businessUnit }));
  const jobs = kind.jobs(details).map((job) => job.id);
  const ruling = rulingOn({ details, actor, businessUnit }, world);
  const next = begin(kind.machine, {
    stages: ruling.stages,
    jobs,
    room: hasRoom(engine.admission, { details }, world),
  });
  const isDraft = next.standing.state === "draft";
  if (!isDraft) kind.judge(details, world, null);
  refuseUnderMaintenance(world);
  refuseTooMany({ details }, world);
  if (next.standing.state === "waiting" && !wait) refuseBusy({ details }, world);
  const request: Request = {
    ...{ id, datacenter: world.datacenter.id, machine: kind.machine, standing: next.standing, details, businessUnit },
    ...{ requester: actor.person, version: 1, created: world.now },
    ...{ ruling: isDraft ? null : ruling, timers: NO_TIMERS },
  };
  const change = changeOf(engine, { action: "submit", before: null, request, next, world });
  const writes = [...(kind.opening?.(details, world) ?? []), ...change.writes];
  return { ...change, writes, machine: kind.machine, businessUnit, names: kind.names(details) };
}

/** A person decides: refused, too late, or saved. */
export function decided(engine: Engine, before: Request, decision: Decision, world: World): Change {
  const room = hasRoom(engine.admission, before, world);
  const verdict = verdictOn({ request: before, world, actor: requireActor(world), room }, decision);
  requireInTime(before, world);
  const { event } = verdict;
  const next = step(before.machine, before.standing, event);
  if (!next) throw tooLate(before, decision.kind, world);
  if (BEGINNING.has(decision.kind)) refuseUnderMaintenance(world);
  if ("wait" in decision && !isAtWork(before) && !room) requireWait(decision, before, world);
  const request = { ...before, ...newIn(verdict) };
  const change = changeOf(engine, { action: decision.kind, before, request, next, event, world });
  return { ...change, writes: [...change.writes, ...(verdict.writes ?? [])] };
}

/** What is new work, whoever asked for it before. */
const BEGINNING: ReadonlySet<Decision["kind"]> = new Set(["submit", "provision", "retry-jobs"]);

/** Whoever decides so starts jobs, and is told when there is no room for them. */
function requireWait({ wait }: { wait: boolean }, before: Request, world: World): void {
  refuseTooMany(before, world);
  if (!wait) refuseBusy(before, world);
}

function newIn({ details, ruling }: Verdict): Partial<Request> {
  return { ...(details ? { details } : {}), ...(ruling ? { ruling } : {}) };
}

/** A draft is edited. */
export function edited(engine: Engine, before: Request, edit: Edit, world: World): Change {
  const actor = requireActor(world);
  const next = step(before.machine, before.standing, { type: "EDIT", by: actor.person });
  if (!next) throw tooLate(before, "edit", world);
  const request = { ...before, details: edit(before.details, actor, world) };
  return changeOf(engine, { action: "edit", before, request, next, world });
}

/** The world did something; null when it does not matter to this request, or not any more. */
export function told(engine: Engine, before: Request, event: WorldEvent, world: World): Change | null {
  if (!isDue(before, event, world)) return null;
  if (event.type === "ADMIT" && !hasRoom(engine.admission, before, world)) return null;
  const heard = lifecycleEvent(engine.admission, before, event, world);
  const next = step(before.machine, before.standing, heard);
  if (!next) return null;
  const turn = { action: event.type.toLowerCase(), before, request: before, next, event: heard, world };
  if (event.type !== "JOB_ENDED") return changeOf(engine, turn);
  const { returns, undone } = event;
  const change = changeOf(engine, { ...turn, end: { returns, undone } });
  return world.isAwaited ? { ...change, orders: [...change.orders, ADMIT_WAITING] } : change;
}

/** Room may have come free: whoever waits in line is looked at again. */
const ADMIT_WAITING = { queue: "effects", name: "admit-waiting", payload: {} } as const;

/** One step of a request, as it was and as it is to be. */
interface Turn {
  action: string;
  before: Request | null;
  /** Its standing is still the one before; its details may be new. */
  request: Request;
  next: Step;
  /** What its machine heard; undefined where it begins. */
  event?: LifecycleEvent;
  world: World;
  end?: { returns: Record<string, unknown>; undone: boolean };
}

function changeOf({ actions }: Engine, turn: Turn): Change {
  const { before, request, next, world, end } = turn;
  const followed = follow(request, next, world, { actions, ...(end ? { end } : {}) });
  const wasShown = before !== null && isShown(before, before.standing);
  const isNew = !wasShown && isShown(request, next.standing);
  return {
    ...followed,
    orders: [...(isNew ? [say("show-requester", request)] : []), ...followed.orders],
    ruling: request.ruling,
    timers:
      kindOf(request.details).windingUp?.timers(next.standing.state, request.details, world) ??
      timersOf({ before, ruling: request.ruling, next: next.standing }, world),
    audit: entryOf(turn),
  };
}

function requireActor({ actor }: World): Actor {
  if (actor) return actor;
  const hint = "ask for a business unit: bu register NAME --cost-center CODE";
  throw new Refusal("unknown-person", "I do not know you", hint);
}
