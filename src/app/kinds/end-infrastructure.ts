/** The end that the calendar brings: known some days before, then nobody has to be asked. */
import { endOfDay, reminderAfter } from "../../domain/ending.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, NO_TIMERS } from "../../domain/request.ts";
import { requireProvisioned } from "./decommission-infrastructure.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { ENDING, WINDING_UP, wholeIn } from "./winding-up.ts";

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
    isSaved: ({ standing, details: { infrastructure, until } }, world) => {
      const { state, plan } = wholeIn(world, infrastructure);
      return standing.state === "announced" && (state !== "provisioned" || plan.until !== until);
    },
    timers(state, details, world) {
      const {
        now,
        datacenter: { timeZone },
      } = world;
      if (state !== "announced") return WINDING_UP.timers(state, details, world);
      const deadline = endOfDay(details.lastDay, timeZone);
      const remind = reminderAfter(now, details.lastDay, timeZone);
      return { ...NO_TIMERS, deadline, remind: remind && remind < deadline ? remind : null };
    },
  },
};
