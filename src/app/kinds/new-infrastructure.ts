/** A new infrastructure: a share of the datacenter, granted with the decision and usable once it is provisioned. */
import { NOTHING } from "../../domain/amount.ts";
import { amountsOf, requireComplete, withinItself } from "../../domain/infrastructure.ts";
import { requireOffered } from "../../domain/offer.ts";
import { sizePrice } from "../../domain/price.ts";
import { type Details, termsOf } from "../../domain/request.ts";
import { requireShare } from "./datacenter-share.ts";
import type { Kind } from "./kind.ts";
import { offeredIn } from "./offered-in.ts";
import { requireTerms, stepped } from "./terms.ts";

type NewInfrastructure = Extract<Details, { kind: "infra.new" }>;

export const newInfrastructure: Kind<NewInfrastructure> = {
  machine: "allocation",
  permission: () => "infra.edit",
  counted: () => ({ machines: [], capacity: true, engine: true, offer: true }),
  names: ({ plan }) => ({ of: "infrastructure", names: [{ id: plan.id, name: plan.name }] }),
  asked: ({ plan }, { rate }) => ({
    ...{ count: 1, size: amountsOf(plan), template: null, until: plan.until },
    dayCost: rate ? sizePrice(plan, rate) : 0n,
  }),
  offered(details, terms) {
    requireTerms(terms, termsOf("infra.new"));
    const plan = {
      ...details.plan,
      memoryMb: stepped(details.plan.memoryMb, terms.memoryMb, "memoryMb"),
      diskGb: stepped(details.plan.diskGb, terms.diskGb, "diskGb"),
      until: terms.until ?? details.plan.until,
    };
    return { ...details, plan: withinItself(plan) };
  },
  judge({ plan }, world, held) {
    requireComplete(plan);
    requireOffered(plan, offeredIn(world));
    requireShare(world, amountsOf(plan), held ? amountsOf(held.plan) : NOTHING);
  },
  shares: ({ plan }, { datacenter }) => [
    { consumer: plan.id, provider: datacenter.id, infrastructure: plan.id, role: null, amounts: amountsOf(plan) },
  ],
  grant: ({ details: { plan }, businessUnit }) => [
    { type: "grant-holds" },
    { type: "grant-infrastructure", plan, businessUnit: businessUnit ?? "" },
  ],
  revoke: ({ details: { plan } }) => [
    { type: "recount", consumer: plan.id, share: null },
    { type: "take-back-infrastructure", id: plan.id },
    { type: "free-names", owners: [plan.id] },
  ],
  jobs: ({ plan }) => [{ id: plan.id, action: "provision-infrastructure", template: null }],
  conclude: ({ details: { plan, provisioning } }, { outcome }) =>
    outcome === "done" && provisioning ? [{ type: "provision-infrastructure", id: plan.id, provisioning }] : [],
};
