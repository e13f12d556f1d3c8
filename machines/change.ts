/** The lifecycle of a change to an infrastructure: drafted, submitted, decided; only what is new is provisioned. */
import { beingProvisioned, deciding, drafted, provisionable, retryable, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

export const change = lifecycle.createMachine({
  id: "change",
  context: remember,
  initial: "draft",
  states: {
    draft: drafted,
    submitted: submitted("granted"),
    ...deciding("granted"),
    granted: {
      entry: "grant",
      always: [{ guard: "hasNoJobs", target: "changed" }, { target: "approved" }],
    },
    approved: { entry: "tellRequester", on: provisionable },
    ...beingProvisioned,
    failed: { on: { ...provisionable, ...retryable } },
    changed: { type: "final", entry: "tellRequester" },
    provisioned: { type: "final" },
    discarded: { type: "final" },
  },
});
