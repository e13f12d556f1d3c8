/** The lifecycle of a business unit's registration: asked for, then decided. */
import { awaitingApproval, endsWithoutYes, submitted } from "./fragments.ts";
import { lifecycle, remember } from "./vocabulary.ts";

export const onboarding = lifecycle.createMachine({
  id: "onboarding",
  context: remember,
  initial: "submitted",
  states: {
    submitted: submitted("approved"),
    awaitingApproval: awaitingApproval("approved"),
    approved: { type: "final", entry: ["grant", "tellRequester"] },
    ...endsWithoutYes,
  },
});
