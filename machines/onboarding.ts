/** The lifecycle of a business unit's registration: asked for, then decided. */
import { deciding, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

export const onboarding = lifecycle.createMachine({
  id: "onboarding",
  context: remember,
  initial: "submitted",
  states: {
    submitted: submitted("approved"),
    ...deciding("approved"),
    approved: { type: "final", entry: ["grant", "tellRequester"] },
  },
});
