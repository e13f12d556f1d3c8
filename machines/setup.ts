/** The setup from which every lifecycle is made: what machines ask before they move, what they note, and what they order. */
import { assign, emit, enqueueActions, setup } from "xstate";
import { askingMore, isOneMore, stageIsMet, withYes } from "./approval.ts";
import {
  allAre,
  isLastOpen,
  isOpen,
  type Jobs,
  jobsThatAre,
  openJobs,
  someAre,
  someAreToEnd,
  stillOpen,
  triedAgain,
  wasTriedBefore,
  withoutRetry,
} from "./jobs.ts";
import type { Beginning, Ending, Memory } from "./memory.ts";
import type { Effect, LifecycleEvent } from "./vocabulary.ts";

type Heard = { context: Memory; event: LifecycleEvent };

const isOneMoreYes = ({ context, event }: Heard) => event.type === "APPROVE" && isOneMore(context, event);

const isLastStage = ({ context }: Heard) => context.stage >= context.stages.length - 1;

/** The setup from which every lifecycle is made. */
export const lifecycle = setup({
  types: {} as { context: Memory; events: LifecycleEvent; emitted: Effect; input: Beginning },
  guards: {
    nobodyIsAsked: ({ context }) => context.stages.length === 0,
    isOneMoreYes,
    stageIsMet: ({ context }) => stageIsMet(context),
    lastStageIsMet: (heard) => isLastStage(heard) && stageIsMet(heard.context),
    isNotEscalated: ({ context }) => !context.isEscalated,
    expiresGranted: ({ event }) => event.type === "EXPIRE" && event.grants,
    hasRoom: ({ context }) => context.room,
    jobIsOpen: ({ context, event }) => event.type === "JOB_ENDED" && isOpen(context.jobs, event),
    jobIsLast: ({ context, event }) => event.type === "JOB_ENDED" && isLastOpen(context.jobs, event),
    jobDoesNotAsk: ({ context, event }) =>
      event.type === "JOB_ASKS" && isOpen(context.jobs, event) && context.jobs[event.job]?.state === "open",
    someAsk: ({ context }) => someAre(context.jobs, "asking"),
    someFailed: ({ context }) => someAre(context.jobs, "failed"),
    allDone: ({ context }) => allAre(context.jobs, "done"),
    wasTriedBefore: ({ context }) => wasTriedBefore(context.jobs),
    someDone: ({ context }) => someAre(context.jobs, "done"),
    noJobIsOpen: ({ context }) => !someAreToEnd(context.jobs),
    hasNoJobs: ({ context }) => Object.keys(context.jobs).length === 0,
    hasRound: ({ event }) => event.type === "TEND" && event.jobs.length > 0,
    isReady: ({ event }) => event.type === "TEND" && event.isReady,
    roundFails: ({ context, event }) =>
      event.type === "JOB_ENDED" &&
      isLastOpen(context.jobs, event) &&
      (event.outcome !== "done" || someAre(context.jobs, "failed")),
    someCancelled: ({ context }) => someAre(context.jobs, "cancelled"),
  },
  actions: {
    hold: emit({ type: "hold" }),
    release: emit({ type: "release" }),
    grant: emit({ type: "grant" }),
    revoke: emit({ type: "revoke" }),
    rehold: emit({ type: "rehold" }),
    askApprovers: emit({ type: "ask-approvers" }),
    remindApprovers: emit({ type: "remind-approvers" }),
    tellApprovers: emit({ type: "tell-approvers" }),
    tellRequester: emit({ type: "tell-requester" }),
    tellEverybody: emit({ type: "tell-everybody" }),
    openReview: emit({ type: "open-review" }),
    startJobs: emit({ type: "start-jobs" }),
    cancelJobs: emit({ type: "cancel-jobs" }),
    tend: emit({ type: "tend" }),
    startRound: emit({ type: "start-round" }),
    announce: emit({ type: "announce" }),
    remindUnit: emit({ type: "remind-unit" }),
    tellUnit: emit({ type: "tell-unit" }),
    saveEnding: emit({ type: "save-ending" }),
    finish: emit({ type: "finish" }),
    resumeJobs: enqueueActions(({ context, enqueue }) => {
      enqueue.emit({ type: "resume-jobs", jobs: jobsThatAre(context.jobs, "asking") });
    }),
    retake: enqueueActions(({ context, event, enqueue }) => {
      enqueue.emit({ type: "retake", jobs: jobsThatAre(context.jobs, "failed", withoutIn(event)) });
    }),
    giveBack: enqueueActions(({ context, enqueue }) => {
      enqueue.emit({ type: "give-back", jobs: jobsThatAre(context.jobs, "open") });
    }),
    conclude: enqueueActions(({ event, enqueue }) => {
      if (event.type === "JOB_ENDED") enqueue.emit({ ...event, type: "conclude" });
    }),
    /** What was edited is kept beside the machine. */
    noteHand: assign(({ context, event }) =>
      event.type === "EDIT" || event.type === "SUBMIT" ? { hands: [...new Set([...context.hands, event.by])] } : {},
    ),
    noteSubmission: assign(({ event }) =>
      event.type === "SUBMIT" ? { stages: event.stages, jobs: openJobs(event.jobs) } : {},
    ),
    noteYes: assign(({ context, event }) => (event.type === "APPROVE" ? withYes(context, event) : {})),
    noteRoom: assign(({ event }) => ("room" in event ? { room: event.room } : {})),
    noteOverride: assign(({ event }) => ({ override: endingIn(event) })),
    noteWords: assign(({ context, event }) => ("words" in event ? { talk: [...context.talk, event.words] } : {})),
    noteOffer: assign(({ event }) => (event.type === "OFFER" ? { offer: event.offer } : {})),
    dropOffer: assign({ offer: null }),
    takeOffer: assign(({ event }) => {
      if (event.type !== "ACCEPT") return {};
      const { jobs, ...approval } = event.taken;
      return { ...approval, jobs: openJobs(jobs), offer: null };
    }),
    noteReminder: assign({ reminders: ({ context }) => context.reminders + 1 }),
    noteEscalation: assign(({ context, event }) =>
      event.type === "ESCALATE" ? { ...askingMore(context, event.to), isEscalated: true } : {},
    ),
    nextStage: assign({ stage: ({ context }) => context.stage + 1, reminders: 0, isEscalated: false }),
    noteEnding: assign(({ event }) => ({ ending: endingIn(event) })),
    noteJob: assign(({ context, event }) => (event.type === "JOB_ENDED" ? { jobs: withEnd(context.jobs, event) } : {})),
    noteQuestion: assign(({ context, event }) =>
      event.type === "JOB_ASKS" ? { jobs: withQuestion(context.jobs, event) } : {},
    ),
    /** Jobs that still run belong to the new round, too. */
    openRound: assign(({ context, event }) =>
      event.type === "TEND" ? { jobs: { ...stillOpen(context.jobs), ...openJobs(event.jobs) } } : {},
    ),
    answerJobs: assign(({ context }) => ({ jobs: triedAgain(context.jobs, "asking") })),
    retryJobs: assign(({ context, event }) => ({
      jobs: triedAgain(context.jobs, "failed", withoutIn(event)),
      ending: null,
    })),
    failJobs: assign(({ context }) => ({ jobs: withoutRetry(context.jobs) })),
    reopenJobs: assign({ jobs: ({ context }) => openJobs(Object.keys(context.jobs)) }),
  },
});

/** The jobs that are not tried again with the others. */
function withoutIn(event: LifecycleEvent): string[] {
  return event.type === "RETRY_JOBS" ? event.without : [];
}

type Of<T extends LifecycleEvent["type"]> = Extract<LifecycleEvent, { type: T }>;

function withEnd(jobs: Jobs, { job, attempt = 1, outcome, reason, left, undone = true }: Of<"JOB_ENDED">): Jobs {
  return { ...jobs, [job]: { state: outcome, reason, left, attempt, undone } };
}

function withQuestion(jobs: Jobs, { job, attempt = 1, reason }: Of<"JOB_ASKS">): Jobs {
  return { ...jobs, [job]: { state: "asking", reason, left: "", attempt } };
}

function endingIn(event: LifecycleEvent): Ending | null {
  return "by" in event && "reason" in event ? { by: event.by, at: event.at, reason: event.reason } : null;
}
