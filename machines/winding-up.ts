/** The stretch of road on which something is wound up: stopped, left in peace for its grace, then deleted for good. */
import { asking } from "./fragments.ts";

/** A round of jobs: the last one has whatever is left looked at again, unless one of them came to nothing. */
function hearRound<const Failed extends string>(failed: Failed) {
  return [
    { guard: "roundFails", target: failed, actions: ["noteJob", "conclude"] },
    { guard: "jobIsLast", actions: ["noteJob", "conclude", "tend"] },
    { guard: "jobIsOpen", actions: ["noteJob", "conclude"] },
  ] as const;
}

/** What can be begun now is begun; when nothing is left to do, it goes on to `next`. */
function tending<const Next extends string>(next: Next) {
  return [
    { guard: "isReady", target: next },
    { guard: "hasRound", actions: ["openRound", "startRound"] },
  ] as const;
}

/** Saved before anything was deleted. */
const saved = { target: "cancelled", actions: "noteEnding" } as const;

/** The same where jobs may still run: they end as they were begun, since nobody knows what half a stop has done. */
const savedLater = [
  { guard: "noJobIsOpen", ...saved },
  { target: "saving", actions: "noteEnding" },
] as const;

/** From `begun` on nobody has to be asked; from `deleting` on there is no way back. */
export const windingUp = {
  begun: { entry: ["grant", "tellUnit"], always: { target: "stopping" } },
  stopping: {
    entry: "tend",
    on: {
      ...asking,
      TEND: tending("inGrace"),
      JOB_ENDED: hearRound("notStopped"),
      REMIND: { actions: "tend" },
      WITHDRAW: savedLater,
      SAVE: savedLater,
    },
  },
  notStopped: {
    entry: "tellUnit",
    on: { RETRY: "stopping", WITHDRAW: saved, SAVE: saved },
  },
  saving: {
    on: {
      ...asking,
      JOB_ENDED: [
        { guard: "jobIsLast", target: "cancelled", actions: ["noteJob", "conclude"] },
        { guard: "jobIsOpen", actions: ["noteJob", "conclude"] },
      ],
    },
  },
  inGrace: {
    entry: "tellUnit",
    on: {
      EXPIRE: "deleting",
      WITHDRAW: saved,
      SAVE: saved,
    },
  },
  deleting: {
    entry: "tend",
    on: { ...asking, TEND: tending("decommissioned"), JOB_ENDED: hearRound("notDeleted"), REMIND: { actions: "tend" } },
  },
  notDeleted: { entry: "tellUnit", on: { RETRY: "deleting" } },
  decommissioned: { type: "final", entry: ["finish", "tellUnit"] },
  cancelled: { type: "final", entry: ["revoke", "tellUnit"] },
} as const;
