/** An extension: another last day for an infrastructure, also for one whose end has begun and can still be stopped. */
import { endOfDay } from "../../domain/day.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Details } from "../../domain/request.ts";
import type { Whole, World } from "../store.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { SAVABLE, wholeIn } from "./winding-up.ts";

type Extension = Extract<Details, { kind: "infra.extend" }>;

export const extendInfrastructure: Kind<Extension> = {
  machine: "extension",
  permission: () => "infra.edit",
  counted: ({ infrastructure }) => ({ machines: [], whole: infrastructure }),
  names: () => null,
  asked: ({ until }) => ({ ...NOTHING_ASKED, until }),
  offered: noTerms,
  judge({ infrastructure, until }, world) {
    const whole = wholeIn(world, infrastructure);
    requireSavable(whole);
    requireLater(until, whole, world);
  },
  shares: () => [],
  grant: ({ details: { infrastructure, until } }) => [{ type: "extend-infrastructure", id: infrastructure, until }],
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};

function requireSavable({ name, state, endingState }: Whole): void {
  if (state !== "decommissioned" && (state !== "decommissioning" || SAVABLE.has(endingState ?? ""))) return;
  const sentence = `it is too late to extend ${name}: ${state === "decommissioned" ? "it is gone" : "it is being deleted"}`;
  throw new Refusal("wrong-state", sentence, "see yours: infra list");
}

function requireLater(until: string, { name, plan }: Whole, { now, datacenter }: World): void {
  if (endOfDay(until, datacenter.timeZone) <= now) {
    throw new Refusal(
      "bad-arguments",
      `${until} is over already`,
      `name a day to come: infra extend ${name} --until DATE`,
      "until",
    );
  }
  if (plan.until === null || until > plan.until) return;
  throw new Refusal(
    "bad-arguments",
    `${name} ends on ${plan.until} as it is`,
    `name a later day: infra extend ${name} --until DATE`,
    "until",
  );
}
