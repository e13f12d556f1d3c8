/** WHEN, as far as time and the machine say it before anything is judged. */
import { heardIn } from "../../machines/lifecycle.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import { momentText } from "../cards/moment.ts";
import { isPending } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import type { Case } from "./decision.ts";
import type { World } from "./store.ts";

/** Would it be heard at all? What would not be is never judged: where a request stands comes before what is left. */
export function hears({ request, world }: Case, event: LifecycleEvent["type"]): boolean {
  return !isOutOfTime(request, world) && heardIn(request.machine, request.standing).includes(event);
}

/** The deadline counts, whether or not anybody has looked at the clock since. */
export function requireInTime(request: Request, world: World): void {
  if (!isOutOfTime(request, world)) return;
  const { id, ruling, timers } = request;
  const when = timers.deadline ? momentText(timers.deadline, world.datacenter.timeZone) : "";
  throw ruling?.expire.grants
    ? new Refusal("too-late", `time decided on ${id} on ${when}: nobody said no in time`, `see: request show ${id}`)
    : new Refusal("too-late", `${id} expired on ${when}: nobody decided in time`, "ask again");
}

function isOutOfTime({ standing, timers: { deadline } }: Request, { now }: World): boolean {
  return isPending({ standing }) && deadline !== null && deadline <= now;
}
