/** Winding an infrastructure up, round by round: its machines are stopped, later deleted, then its leftovers on hosts. */
import { endOfGrace } from "../../domain/ending.ts";
import type { Details, Request, Timers } from "../../domain/request.ts";
import { NO_TIMERS } from "../../domain/request.ts";
import type { Whole, World } from "../store.ts";
import type { Write } from "../write.ts";
import type { JobEnd, Kind, Round, WindingUp } from "./kind.ts";
import { leaving } from "./leaving.ts";

type Ending = Extract<Details, { kind: "infra.decommission" | "infra.end" }>;

/** What is busy with something else, or finds the engine full, is looked at again after so many milliseconds. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** The states in which nothing has been deleted yet. */
export const SAVABLE: ReadonlySet<string> = new Set(["announced", "begun", "stopping", "notStopped", "inGrace"]);

/** What every kind shares that winds an infrastructure up. */
export const ENDING: Pick<Kind<Ending>, "names" | "shares" | "grant" | "revoke" | "jobs" | "conclude"> = {
  names: () => null,
  shares: () => [],
  grant: ({ details: { infrastructure } }) => [{ type: "wind-up", id: infrastructure }],
  revoke: ({ details: { infrastructure } }) => [{ type: "let-go-on", id: infrastructure }],
  jobs: () => [],
  conclude(request, end, world) {
    return end.job === request.details.infrastructure ? [] : concludeMachine(request, end, world);
  },
};

export const WINDING_UP: WindingUp<Ending> = {
  actions: () => ["stop", "delete", "deprovision-infrastructure"],
  round: ({ standing, details }, world) => {
    const whole = wholeIn(world, details.infrastructure);
    const round = standing.state === "deleting" ? deletion(whole, standing.context.jobs) : stopping(whole);
    return { ...round, jobs: round.jobs.slice(0, roomIn(world)) };
  },
  announce: () => [],
  finish: ({ details: { infrastructure } }) => [
    { type: "close-infrastructure", id: infrastructure },
    { type: "recount", consumer: infrastructure, share: null },
    { type: "free-names", owners: [infrastructure] },
  ],
  savedBy: () => null,
  timers: timersIn,
};

/** What was locked as a whole. Throws when it was not. */
export function wholeIn({ whole }: World, id: string): Whole {
  if (whole?.plan.id !== id) throw new Error(`deciding about infrastructure ${id}, which was not locked`);
  return whole;
}

/** When time goes on with whatever is wound up; undefined: as the policy says. */
export function timersIn(state: string, _details: unknown, { now, datacenter }: World): Timers | undefined {
  const { graceDays, timeZone } = datacenter;
  if (state === "inGrace") return { ...NO_TIMERS, deadline: endOfGrace(now, graceDays, timeZone) };
  if (state !== "stopping" && state !== "deleting") return undefined;
  return { ...NO_TIMERS, remind: new Date(now.getTime() + LOOK_AGAIN_MS) };
}

/** Those that run and are free are stopped now; whoever is at work on the others ends first. */
function stopping({ machines }: Whole): Round {
  const live = machines.filter(({ state }) => state === "running" || state === "paused" || state === "creating");
  const busy = machines.filter(({ request }) => request !== null);
  const free = live.filter(({ request, state }) => request === null && state !== "creating");
  const jobs = free.map(({ id }) => ({ id, action: "stop", template: null }));
  return { jobs, isReady: live.length === 0 && busy.length === 0 };
}

/** Machines go first, then what was prepared for them. */
function deletion({ machines, plan, usableAt }: Whole, jobs: Request["standing"]["context"]["jobs"]): Round {
  const free = machines.filter(({ request }) => request === null);
  if (machines.length > 0)
    return { jobs: free.map(({ id }) => ({ id, action: "delete", template: null })), isReady: false };
  const leftovers = jobs[plan.id]?.state;
  if (usableAt === null || leftovers === "done") return { jobs: [], isReady: true };
  if (leftovers === "open") return { jobs: [], isReady: false };
  return { jobs: [{ id: plan.id, action: "deprovision-infrastructure", template: null }], isReady: false };
}

/** Jobs of a round are let in as far as the engine has room; the rest waits for the next one. */
export function roomIn({ load: { most, running, pending } }: World): number {
  return Math.max(0, most - running - pending);
}

/** A machine that is deleted by now was told of before: what is said twice changes nothing. */
function concludeMachine({ standing, details }: Request<Ending>, end: JobEnd, world: World): Write[] {
  const action = standing.state === "deleting" ? "delete" : "stop";
  const machine = wholeIn(world, details.infrastructure).machines.find(({ id }) => id === end.job);
  return machine ? leaving(action, machine, end) : [];
}
