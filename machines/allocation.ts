/** The lifecycle of an infrastructure's request: drafted, submitted, decided, then provisioned. */
import { beingProvisioned, deciding, drafted, provisionable, retryable, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

/** Approved and not provisioned: it may be provisioned (again), or the requester may give it back. */
const unprovisioned = {
  ...provisionable,
  WITHDRAW: { target: "cancelled", actions: ["noteEnding", "revoke", "tellRequester"] },
} as const;

export const allocation = lifecycle.createMachine({
  id: "allocation",
  context: remember,
  initial: "draft",
  states: {
    draft: drafted,
    submitted: submitted("granted"),
    ...deciding("granted"),
    granted: { entry: ["grant", "tellRequester"], always: "approved" },
    approved: { on: unprovisioned },
    ...beingProvisioned,
    failed: { on: { ...unprovisioned, ...retryable } },
    provisioned: { type: "final" },
    discarded: { type: "final" },
    cancelled: { type: "final" },
  },
});
