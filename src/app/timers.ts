/** What time will do to a request as it stands: when it expires, and when those who decide are reminded or joined. Pure. */
import type { Standing } from "../../machines/lifecycle.ts";
import { nextReminder, type Ruling } from "../domain/policy/ruling.ts";
import { after, whileWorking } from "../domain/policy/span.ts";
import { NO_TIMERS, type Request, type Timers } from "../domain/request.ts";
import type { World } from "./store.ts";

type Moment = "deadline" | "remind" | "escalate";

/** While it waits for the requester these stand still. An offer does not stop the deadline, an open question does. */
const STANDING_STILL: Record<string, Moment[]> = {
  awaitingAnswer: ["deadline", "remind", "escalate"],
  awaitingAcceptance: ["remind", "escalate"],
};

/** The timers of a request that has come to `next`; `before` is null when it has just been opened. */
export function timersOf(
  { before, ruling, next }: { before: Request | null; ruling: Ruling | null; next: Standing },
  world: World,
): Timers {
  const still = STANDING_STILL[next.state];
  if (before && still) return pause(before.timers, still, world.now);
  if (next.state !== "awaitingApproval" || !ruling) return NO_TIMERS;
  if (!before || before.standing.state === "draft") return begin(ruling, world);
  const { stage, reminders } = before.standing.context;
  const timers = before.timers.paused ? resume(before.timers, world.now) : before.timers;
  const isAskedAnew = next.context.stage !== stage || ruling !== before.ruling;
  if (isAskedAnew) return { ...begin(ruling, world), deadline: timers.deadline };
  const remind =
    next.context.reminders === reminders
      ? timers.remind
      : nextReminder(ruling, world.now, next.context.reminders, zoneOf(world));
  return { ...timers, remind, escalate: next.context.isEscalated ? null : timers.escalate };
}

function begin(ruling: Ruling, world: World): Timers {
  const { escalate, expire, hours } = ruling;
  const calendar = { hours, zone: zoneOf(world) };
  return {
    deadline: after(world.now, expire.after, calendar),
    remind: nextReminder(ruling, world.now, 0, calendar.zone),
    escalate: escalate && whileWorking(after(world.now, escalate.after, calendar), hours),
    paused: null,
  };
}

function zoneOf({ datacenter }: World): string {
  return datacenter.timeZone;
}

/** What stood still already goes on standing still. */
function pause(timers: Timers, still: Moment[], now: Date): Timers {
  const left = (moment: Moment) => {
    const due = timers[moment];
    return still.includes(moment) && due ? due.getTime() - now.getTime() : null;
  };
  const paused = timers.paused ?? { deadline: left("deadline"), remind: left("remind"), escalate: left("escalate") };
  const stopped = Object.fromEntries(still.map((moment) => [moment, null]));
  return { ...timers, ...stopped, paused };
}

function resume({ paused, deadline }: Timers, now: Date): Timers {
  const again = (left: number | null | undefined) => (left == null ? null : new Date(now.getTime() + left));
  return {
    deadline: deadline ?? again(paused?.deadline),
    ...{ remind: again(paused?.remind), escalate: again(paused?.escalate), paused: null },
  };
}
