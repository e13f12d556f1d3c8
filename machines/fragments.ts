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

/** How everything that is pending can end without a yes. */
const endings = {
  REJECT: { target: "rejected", actions: ["noteEnding", "release", "tellRequester"] },
  WITHDRAW: { target: "withdrawn", actions: ["noteEnding", "release"] },
} as const;

/** Time is up: the policy says what that means. */
function expiring<const Granted extends string>(granted: Granted) {
  return [
    { guard: "expiresGranted", target: granted, actions: ["noteRoom", "noteOverride"] },
    { target: "expired", actions: ["noteEnding", "release", "tellRequester"] },
  ] as const;
}

/** An admin decides alone, whatever the policy says, and answers for it. */
function overriding<const Granted extends string>(granted: Granted) {
  return { target: granted, actions: ["noteRoom", "noteOverride", "tellEverybody", "openReview"] } as const;
}

/**
 * The states in which people decide: asked stage by stage, until the last yes leads to `granted`; waiting for the
 * requester's answer to a question; waiting for the requester to take or leave an offer.
 */
export function deciding<const Granted extends string>(granted: Granted) {
  return {
    awaitingApproval: {
      always: [
        { guard: "lastStageIsMet", target: granted },
        { guard: "stageIsMet", actions: ["nextStage", "askApprovers"] },
      ],
      on: {
        APPROVE: { guard: "isOneMoreYes", actions: ["noteRoom", "noteYes"] },
        ASK: { target: "awaitingAnswer", actions: ["noteWords", "tellRequester"] },
        OFFER: { target: "awaitingAcceptance", actions: ["noteWords", "noteOffer", "tellRequester"] },
        REMIND: { actions: ["noteReminder", "remindApprovers"] },
        ESCALATE: { guard: "isNotEscalated", actions: ["noteEscalation", "askApprovers", "remindApprovers"] },
        OVERRIDE: overriding(granted),
        EXPIRE: expiring(granted),
        ...endings,
      },
    },
    awaitingAnswer: {
      on: {
        ANSWER: { target: "awaitingApproval", actions: ["noteWords", "tellApprovers"] },
        APPROVE: { guard: "isOneMoreYes", target: "awaitingApproval", actions: ["noteRoom", "noteYes"] },
        OVERRIDE: overriding(granted),
        ...endings,
      },
    },
    awaitingAcceptance: {
      on: {
        ACCEPT: {
          target: "awaitingApproval",
          actions: ["noteWords", "noteRoom", "takeOffer", "rehold", "tellApprovers"],
        },
        DECLINE: { target: "awaitingApproval", actions: ["noteWords", "dropOffer", "tellApprovers"] },
        OFFER: { actions: ["noteWords", "noteOffer", "tellRequester"] },
        OVERRIDE: overriding(granted),
        EXPIRE: expiring(granted),
        ...endings,
      },
    },
    rejected: { type: "final" },
    withdrawn: { type: "final" },
    expired: { type: "final" },
  } as const;
}

/** What happens while jobs run beside their end: one asks an operator, whose word is to try it again, or CANCEL. */
export const asking = {
  JOB_ASKS: { guard: "jobDoesNotAsk", actions: ["noteQuestion", "tellRequester"] },
  RETRY_JOBS: { guard: "someAsk", actions: ["resumeJobs", "answerJobs"] },
} as const;

/** Its jobs run at once, or once the engine has room for them. */
export function accepted<const Running extends string>(running: Running) {
  return { always: [{ guard: "hasRoom", target: running }, { target: "waiting" }] } as const;
}

/** The jobs that failed are tried again. */
export const retryable = {
  RETRY_JOBS: { guard: "someFailed", target: "accepted", actions: ["noteRoom", "retake", "retryJobs"] },
} as const;

/** It may be provisioned, from the beginning. */
export const provisionable = {
  PROVISION: { target: "accepted", actions: ["noteRoom", "reopenJobs"] },
} as const;

/** A job's end is noted; the last one leads to `ended`. */
export function hearJobs<const Ended extends string>(ended: Ended) {
  return [
    { guard: "jobIsLast", target: ended, actions: ["noteJob", "conclude"] },
    { guard: "jobIsOpen", actions: ["noteJob", "conclude"] },
  ] as const;
}

/** What is drafted is edited until it is submitted or discarded. */
export const drafted = {
  on: {
    EDIT: { actions: "noteHand" },
    SUBMIT: { target: "submitted", actions: ["noteHand", "noteSubmission"] },
    DISCARD: { target: "discarded", actions: ["noteEnding", "release"] },
  },
} as const;

/** The engine provisions what was granted, once it has room; it ends provisioned, or failed. */
export const beingProvisioned = {
  accepted: accepted("provisioning"),
  waiting: { on: { ADMIT: "provisioning", CANCEL: "approved" } },
  provisioning: {
    entry: "startJobs",
    on: { ...asking, JOB_ENDED: hearJobs("ended"), CANCEL: { actions: "cancelJobs" } },
  },
  ended: {
    entry: "tellRequester",
    always: [{ guard: "allDone", target: "provisioned" }, { target: "failed" }],
  },
} as const;
