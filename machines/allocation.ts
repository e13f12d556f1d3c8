/** The lifecycle of an infrastructure's request: drafted, submitted, decided, then provisioned. */
import { beingProvisioned, deciding, drafted, retryable, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

/** Approved and not provisioned: it may be provisioned (again), or the requester may give it back. */
const provisionable = {
  PROVISION: { target: "provisioning", actions: "reopenJobs" },
  WITHDRAW: { target: "cancelled", actions: ["noteEnding", "revoke", "tellRequester"] },
} as const;

export const allocation = lifecycle.createMachine({
  id: "allocation",
  context: remember,
  initial: "draft",
  states: {
    draft: drafted,
    submitted: submitted("approved"),
    ...deciding("approved"),
    approved: { entry: ["grant", "tellRequester"], on: provisionable },
    ...beingProvisioned,
    failed: { on: { ...provisionable, ...retryable("provisioning") } },
    provisioned: { type: "final" },
    discarded: { type: "final" },
    cancelled: { type: "final" },
  },
});
