/** The stretches of road that several lifecycles share: being asked for, being decided, and ending without a yes. */

/** What the request would take is kept; then people are asked, or nobody has to be. */
export function submitted<const Granted extends string>(granted: Granted) {
  return {
    entry: "hold",
    always: [
      { guard: "nobodyIsAsked", target: granted },
      { target: "awaitingApproval", actions: "askApprovers" },
    ],
  } as const;
}

/** People are asked, stage by stage; the last yes leads to `granted`. */
export function awaitingApproval<const Granted extends string>(granted: Granted) {
  return {
    on: {
      APPROVE: [
        { guard: "meetsLastStage", target: granted, actions: "noteYes" },
        { guard: "meetsStage", actions: ["noteYes", "nextStage", "askApprovers"] },
        { guard: "isOneMoreYes", actions: "noteYes" },
      ],
      REJECT: { target: "rejected", actions: ["noteEnding", "release", "tellRequester"] },
      WITHDRAW: { target: "withdrawn", actions: ["noteEnding", "release"] },
      EXPIRE: { target: "expired", actions: ["noteEnding", "release", "tellRequester"] },
    },
  } as const;
}

/** A job's end is noted; the last one leads to `ended`. */
export function hearJobs<const Ended extends string>(ended: Ended) {
  return [
    { guard: "jobIsLast", target: ended, actions: ["noteJob", "conclude"] },
    { guard: "jobIsOpen", actions: ["noteJob", "conclude"] },
  ] as const;
}

/** The ends that asking can have without a yes. */
export const endsWithoutYes = {
  rejected: { type: "final" },
  withdrawn: { type: "final" },
  expired: { type: "final" },
} as const;
