/** A change to an infrastructure: exactly the difference, granted with the decision; what is new in it is provisioned. */
import { NOTHING } from "../../domain/amount.ts";
import { growthOf, isSamePlan, newParts, novelties } from "../../domain/change.ts";
import { amountsOf, type InfrastructurePlan, requireComplete, withinItself } from "../../domain/infrastructure.ts";
import { requireUnused } from "../../domain/occupants.ts";
import { requireOffered } from "../../domain/offer.ts";
import { sizePrice } from "../../domain/price.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, termsOf } from "../../domain/request.ts";
import type { Whole } from "../store.ts";
import type { Share } from "../write.ts";
import { requireShare } from "./datacenter-share.ts";
import { requireGoingOn } from "./going-on.ts";
import type { Kind } from "./kind.ts";
import { offeredIn } from "./offered-in.ts";
import { requireTerms, stepped } from "./terms.ts";
import { wholeIn } from "./winding-up.ts";

type Change = Extract<Details, { kind: "infra.change" }>;

export const changeInfrastructure: Kind<Change> = {
  machine: "change",
  permission: () => "infra.edit",
  counted: ({ base }) => ({ machines: [], whole: base.id, capacity: true, engine: true, offer: true }),
  names: () => null,
  asked: ({ base, plan }, { rate }) => {
    const cost = rate ? sizePrice(plan, rate) - sizePrice(base, rate) : 0n;
    const more = { size: growthOf(base, plan), dayCost: cost > 0n ? cost : 0n };
    return { count: 1, ...more, template: null, until: null };
  },
  /** Steps are counted from what there is, as they were when it was asked for. */
  offered(details, terms) {
    requireTerms(terms, termsOf("infra.change"));
    const plan = {
      ...details.plan,
      memoryMb: terms.memoryMb ? stepped(details.base.memoryMb, terms.memoryMb, "memoryMb") : details.plan.memoryMb,
      diskGb: terms.diskGb ? stepped(details.base.diskGb, terms.diskGb, "diskGb") : details.plan.diskGb,
    };
    return { ...details, plan: withinItself(plan) };
  },
  judge(details, world, held) {
    const { base, plan } = details;
    const whole = wholeIn(world, base.id);
    requireGoingOn(whole);
    requireAsBegun(details, whole);
    requireUnused(base, plan, whole.occupants);
    requireDifference(details);
    requireComplete(plan);
    requireOffered(novelties(base, plan), offeredIn(world));
    // Only the growth needs room; what shrinks is free with the decision.
    requireShare(world, growthOf(base, plan), held ? growthOf(held.base, held.plan) : NOTHING);
  },
  shares: ({ base, plan }, { datacenter }) => [share(plan, datacenter.id, growthOf(base, plan))],
  grant: ({ details: { base, plan } }, { datacenter }) => [
    { type: "recount", consumer: plan.id, share: share(plan, datacenter.id, amountsOf(plan)) },
    { type: "change-infrastructure", before: base, after: plan },
  ],
  revoke: () => [],
  jobs: ({ base, plan }) => {
    const { services, roles } = newParts(base, plan);
    const isNothingNew = services.length === 0 && roles.length === 0;
    return isNothingNew ? [] : [{ id: plan.id, action: "provision-infrastructure", template: null }];
  },
  conclude: ({ details: { plan, provisioning } }, { outcome }) =>
    outcome === "done" && provisioning ? [{ type: "provision-parts", infrastructure: plan.id, provisioning }] : [],
};

/** The difference is one to what the infrastructure was: where that is another by now, nobody knows what was meant. */
function requireAsBegun({ base }: Change, { plan, name }: Whole): void {
  if (isSamePlan(base, plan)) return;
  throw new Refusal(
    "wrong-state",
    `${name} was changed by somebody else since this change was begun`,
    `begin it again: infra discard ${name} (or request withdraw ID), then infra change ${name} …`,
  );
}

function requireDifference({ base, plan }: Change): void {
  if (!isSamePlan(base, plan)) return;
  const hint = `edit it: infra service ${plan.name}/NAME …, or infra discard ${plan.name}`;
  throw new Refusal("incomplete", `nothing of ${plan.name} is changed yet`, hint);
}

function share({ id }: InfrastructurePlan, datacenter: string, amounts: Share["amounts"]): Share {
  return { consumer: id, provider: datacenter, infrastructure: id, role: null, amounts };
}
