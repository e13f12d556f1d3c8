/** The lifecycle of an action on machines: asked for, decided, admitted by the engine, run as one job a machine. */
import { accepted, asking, deciding, hearJobs, retryable, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

export const vmAction = lifecycle.createMachine({
  id: "vm-action",
  context: remember,
  initial: "submitted",
  states: {
    submitted: submitted("granted"),
    ...deciding("granted"),
    granted: { entry: "grant", always: "accepted" },
    accepted: accepted("running"),
    waiting: {
      on: {
        ADMIT: "running",
        CANCEL: [
          { guard: "wasTriedBefore", target: "ended", actions: ["giveBack", "failJobs"] },
          { target: "cancelled", actions: ["noteEnding", "revoke", "tellRequester"] },
        ],
      },
    },
    running: {
      entry: "startJobs",
      on: {
        ...asking,
        JOB_ENDED: hearJobs("ended"),
        CANCEL: { target: "cancelling", actions: ["noteEnding", "cancelJobs"] },
      },
    },
    cancelling: { on: { JOB_ENDED: hearJobs("ended") } },
    ended: {
      entry: "tellRequester",
      always: [
        { guard: "allDone", target: "done" },
        { guard: "someDone", target: "partlyDone" },
        { guard: "someCancelled", target: "cancelled" },
        { target: "failed" },
      ],
    },
    done: { type: "final" },
    partlyDone: { tags: "over", on: retryable },
    failed: { tags: "over", on: retryable },
    cancelled: { type: "final" },
  },
});
