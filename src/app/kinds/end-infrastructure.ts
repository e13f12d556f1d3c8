/** The end that the calendar brings: known some days before, then nobody has to be asked. */
import { endOfDay } from "../../domain/day.ts";
import { reminderAfter } from "../../domain/ending.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, NO_TIMERS, type Timers } from "../../domain/request.ts";
import type { World } from "../store.ts";
import { requireProvisioned } from "./decommission-infrastructure.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { ENDING, timersIn, WINDING_UP, wholeIn } from "./winding-up.ts";

type End = Extract<Details, { kind: "infra.end" }>;

export const endInfrastructure: Kind<End> = {
  ...ENDING,
  machine: "ending",
  permission: () => null,
  counted: ({ infrastructure }) => ({ machines: [], whole: infrastructure, engine: true }),
  asked: ({ until }) => ({ ...NOTHING_ASKED, until }),
  offered: noTerms,
  /** Once for each last day: what was withdrawn in its grace is not ended for the same day again. */
  judge({ infrastructure, name, until }, world) {
    const whole = wholeIn(world, infrastructure);
    requireProvisioned(whole);
    if (whole.plan.until === until && whole.announced !== until) return;
    throw new Refusal("duplicate", `the end of ${name} on ${until} is known already`);
  },
  windingUp: {
    ...WINDING_UP,
    announce: ({ details: { infrastructure, until } }) => [{ type: "announce-end", id: infrastructure, until }],
    savedBy: ({ standing, details: { infrastructure, until } }, world) => {
      const { state, plan } = wholeIn(world, infrastructure);
      const goesOn = state === "provisioned" && plan.until === until;
      return standing.state === "announced" && !goesOn ? "it has another last day" : null;
    },
    timers: timersOfEnd,
  },
};

/** Reminded of until its last day is over, then wound up. */
export function timersOfEnd(state: string, details: { lastDay: string }, world: World): Timers | undefined {
  const { now, datacenter } = world;
  if (state !== "announced") return timersIn(state, details, world);
  const deadline = endOfDay(details.lastDay, datacenter.timeZone);
  const remind = reminderAfter(now, details.lastDay, datacenter.timeZone);
  return { ...NO_TIMERS, deadline, remind: remind && remind < deadline ? remind : null };
}
