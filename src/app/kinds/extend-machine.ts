/** Another last day for a machine, also for one whose end has begun and can still be stopped. */
import { endOfDay } from "../../domain/day.ts";
import { extensionOf, type Lease } from "../../domain/lease.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, subjectOf } from "../../domain/request.ts";
import type { World } from "../store.ts";
import { requireGoingOn } from "./going-on.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";
import { SAVABLE } from "./winding-up.ts";

type ExtendMachine = Extract<Details, { kind: "vm.extend" }>;

export const extendMachine: Kind<ExtendMachine> = {
  machine: "extension",
  permission: () => "vm.ask",
  counted: ({ machines: [machine] }) => ({ machines: machine ? [machine.id] : [], lease: machine?.id ?? "" }),
  names: () => null,
  asked: ({ from, until }, world) => ({
    ...{ ...NOTHING_ASKED, until },
    extension: extensionOf(leaseIn(world), from, until),
  }),
  offered: noTerms,
  judge(details, world) {
    requireGoingOn(world.home);
    requireSavable(details, world);
    requireLater(details, world);
  },
  shares: () => [],
  grant: ({ details: { machines, until } }) => machines.map(({ id }) => ({ type: "extend-machine", id, until })),
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};

/** What was locked with its machine. Throws when it was not. */
export function leaseIn({ lease }: World): Lease {
  if (lease) return lease;
  throw new Error("deciding about the lease of a machine, which was not locked");
}

function requireSavable(details: ExtendMachine, world: World): void {
  const { endingState } = leaseIn(world);
  const isGone = world.machines[0]?.state === "deleted";
  if (!isGone && (endingState === null || SAVABLE.has(endingState))) return;
  const sentence = `it is too late to extend ${subjectOf(details)}: it is ${isGone ? "gone" : "being deleted"}`;
  throw new Refusal("wrong-state", sentence, "see yours: vm list");
}

/** A machine without an end has nothing to be put off: whoever wants it gone deletes it, which others may decide on. */
function requireLater(details: ExtendMachine, world: World): void {
  const [name, { until }] = [subjectOf(details), leaseIn(world)];
  if (until === null) throw noLastDay(name);
  const hint = `name a later day: vm extend ${name} --until DATE`;
  if (endOfDay(details.until, world.datacenter.timeZone) <= world.now)
    throw new Refusal("bad-arguments", `${details.until} is over already`, hint, "until");
  if (details.until > until) return;
  throw new Refusal("bad-arguments", `${name} ends on ${until} as it is`, hint, "until");
}

/** The refusal of another last day for what has none. */
export function noLastDay(name: string): Refusal {
  return new Refusal("wrong-state", `${name} has no last day, so there is nothing to extend`, `see: vm show ${name}`);
}
