/** What the world does to a request, as its machine hears it: time passes, the engine has room, a job ends. */
import type { Attempt } from "../../machines/jobs.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import type { Admission } from "./engine.ts";
import { kindOf } from "./kinds/index.ts";
import type { JobEnd } from "./kinds/kind.ts";
import { hasRoom } from "./room.ts";
import type { World } from "./store.ts";

/** What time does to a request. */
export type TimeEvent = "EXPIRE" | "REMIND" | "ESCALATE";

/** What the world does: time passes, the engine has room, a job ends. */
export type WorldEvent =
  | { type: TimeEvent }
  | { type: "ADMIT" }
  /** Let it be looked at what is still to be done. */
  | { type: "TEND" }
  /** It is not to end any more. */
  | { type: "SAVE"; reason: string }
  | ({ type: "JOB_ASKS"; reason: string } & Attempt)
  | ({ type: "JOB_ENDED"; reason: string } & JobEnd & Attempt);

/** Is time what it says it is? Everything else is not of time, and always now. */
export function isDue({ timers }: Request, event: WorldEvent, { now }: World): boolean {
  if (!isOfTime(event)) return true;
  const due = timers[TIMERS[event.type]];
  return due !== null && due <= now;
}

function isOfTime(event: WorldEvent): event is { type: TimeEvent } {
  return event.type in TIMERS;
}

/** The timer of each. */
const TIMERS = { EXPIRE: "deadline", REMIND: "remind", ESCALATE: "escalate" } as const;

export function lifecycleEvent(admission: Admission, before: Request, event: WorldEvent, world: World): LifecycleEvent {
  switch (event.type) {
    case "TEND":
      return round(before, world);
    case "SAVE":
      return saved(event.reason, world);
    case "EXPIRE":
      return savedAlready(before, world) ?? expiry(admission, before, world);
    case "REMIND":
      return savedAlready(before, world) ?? { type: "REMIND" };
    case "ESCALATE":
      return { type: "ESCALATE", to: before.ruling?.escalate?.to ?? [] };
    case "ADMIT":
      return { type: "ADMIT" };
    case "JOB_ASKS":
      return event;
    case "JOB_ENDED":
      return { ...pick(event), left: leftBy(before, event, world) };
  }
}

function round(before: Request, world: World): LifecycleEvent {
  const { jobs, isReady } = kindOf(before.details).windingUp?.round(before, world) ?? { jobs: [], isReady: false };
  return { type: "TEND", jobs: jobs.map(({ id }) => id), isReady };
}

function savedAlready(before: Request, world: World): LifecycleEvent | null {
  const reason = kindOf(before.details).windingUp?.savedBy(before, world) ?? null;
  return reason === null ? null : saved(reason, world);
}

function saved(reason: string, { now }: World): LifecycleEvent {
  return { type: "SAVE", by: null, at: now.toISOString(), reason };
}

/** Silence is a no, or a yes where the policy says so and it can still be had. */
function expiry(admission: Admission, before: Request, world: World): LifecycleEvent {
  const { details, ruling, standing } = before;
  const end = { type: "EXPIRE", by: null, at: world.now.toISOString() } as const;
  const room = hasRoom(admission, before, world);
  // Somebody spoke, and would grant other numbers: that nobody said no to these is no yes to them.
  if (standing.state === "awaitingAcceptance")
    return { ...end, grants: false, room, reason: "nobody took the offer in time" };
  if (!ruling?.expire.grants) return { ...end, grants: false, room, reason: "nobody decided in time" };
  try {
    kindOf(details).judge(details, world, details);
    return { ...end, grants: true, room, reason: "nobody said no in time" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...end, grants: false, room, reason: `nobody said no in time, and ${error.message}` };
  }
}

function pick({ type, job, attempt = 1, outcome, reason, undone }: Extract<WorldEvent, { type: "JOB_ENDED" }>) {
  return { type, job, attempt, outcome, reason, undone };
}

/** How a job leaves its machine, in the words that the card keeps: `running at 10.0.0.7`, `stopped`. */
function leftBy(request: Request, end: JobEnd, world: World): string {
  const settled = kindOf(request.details)
    .conclude(request, end, world)
    .find((write) => write.type === "settle-machine" && write.id === end.job);
  if (settled?.type !== "settle-machine") return "";
  return settled.state === "running" && settled.address ? `running at ${settled.address}` : settled.state;
}
