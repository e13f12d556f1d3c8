/** The words that all lifecycles share: what machines hear, ask before they move, and order to be done. */
import { assign, emit, enqueueActions, setup } from "xstate";
import { askingMore, isOneMore, type Stage, stageIsMet, withYes, type Yes } from "./approval.ts";
import {
  type Attempt,
  allAre,
  isLastOpen,
  isOpen,
  type JobOutcome,
  type Jobs,
  jobsThatAre,
  openJobs,
  someAre,
  someAreToEnd,
  stillOpen,
  triedAgain,
} from "./jobs.ts";
import type { Beginning, Ending, Memory, Offer, Words } from "./memory.ts";

/** What the requester took of an offer: the approval as it stands from now on, and the jobs that are left of it. */
interface Taken {
  stages: Stage[];
  stage: number;
  yeses: Yes[];
  reminders: number;
  isEscalated: boolean;
  jobs: string[];
}

/** People's events are imperative, the world's are past tense. */
export type LifecycleEvent =
  | { type: "EDIT"; by: string }
  | { type: "SUBMIT"; by: string; stages: Stage[]; jobs: string[] }
  | ({ type: "APPROVE"; room: boolean } & Omit<Yes, "stage">)
  | ({ type: "OVERRIDE"; room: boolean } & Ending)
  | ({ type: "REJECT" | "WITHDRAW" | "DISCARD" | "CANCEL" } & Ending)
  /** Its deadline has passed. `grants`: that is as good as a yes. */
  | ({ type: "EXPIRE"; grants: boolean; room: boolean } & Ending)
  | { type: "ASK" | "ANSWER" | "DECLINE"; words: Words }
  | { type: "OFFER"; words: Words; offer: Offer }
  | { type: "ACCEPT"; words: Words; taken: Taken; room: boolean }
  | { type: "REMIND" }
  /** These groups may answer, too. */
  | { type: "ESCALATE"; to: string[] }
  | { type: "PROVISION" }
  /** What came to nothing is to be tried again. */
  | { type: "RETRY" }
  /** What can be begun now, of what is still to be done; ready: nothing is. */
  | { type: "TEND"; jobs: string[]; isReady: boolean }
  /** It is not to end any more. */
  | ({ type: "SAVE" } & Ending)
  | { type: "ADMIT" }
  /** The jobs that ask, or those that failed, are to be tried again. */
  | { type: "RETRY_JOBS" }
  /** A job was interrupted, and only an operator knows whether it may go on. */
  | ({ type: "JOB_ASKS"; reason: string } & Attempt)
  /** `undone`: is nothing left of what it began? */
  | ({ type: "JOB_ENDED"; outcome: JobOutcome; reason: string; left: string; undone?: boolean } & Attempt);

/** What a machine asks to be done. Saved with the state, carried out by others. */
export type Effect =
  /** Keep what the request would take, so that nobody else can have it. */
  | { type: "hold" }
  /** Give back what was kept. */
  | { type: "release" }
  /** Keep what it would take now, in place of what was kept. */
  | { type: "rehold" }
  /** What was kept becomes theirs. */
  | { type: "grant" }
  /** What was granted is taken back, because nothing came of it. */
  | { type: "revoke" }
  /** Show the card to those who may decide. */
  | { type: "ask-approvers" }
  /** Say to those who were asked that it waits for them still. */
  | { type: "remind-approvers" }
  /** Say to those who were asked what the requester said. */
  | { type: "tell-approvers" }
  /** Say to the requester where the request stands. */
  | { type: "tell-requester" }
  /** Say to everybody who has to do with it that somebody decided alone. */
  | { type: "tell-everybody" }
  /** Ask others to look at what somebody decided alone. */
  | { type: "open-review" }
  /** Let the engine run the request's jobs. */
  | { type: "start-jobs" }
  /** Let the engine go on with these jobs, which asked. */
  | { type: "resume-jobs"; jobs: string[] }
  /** What these jobs gave back when they failed is theirs again. */
  | { type: "retake"; jobs: string[] }
  /** Let the engine end the jobs that still run. */
  | { type: "cancel-jobs" }
  /** Look again at what is still to be done. */
  | { type: "tend" }
  /** Let the engine run what can be begun now. */
  | { type: "start-round" }
  /** An end is foreseen: from now on it is known. */
  | { type: "announce" }
  /** Say to the business unit that the end is near. */
  | { type: "remind-unit" }
  /** Say to the business unit where it stands. */
  | { type: "tell-unit" }
  /** What was to end goes on. */
  | { type: "save-ending" }
  /** It is gone for good. */
  | { type: "finish" }
  /** One job ended: its object takes on the state that follows. */
  | { type: "conclude"; job: string; outcome: JobOutcome; reason: string };

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
    retake: enqueueActions(({ context, enqueue }) => {
      enqueue.emit({ type: "retake", jobs: jobsThatAre(context.jobs, "failed") });
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
    retryJobs: assign(({ context }) => ({ jobs: triedAgain(context.jobs, "failed"), ending: null })),
    reopenJobs: assign({ jobs: ({ context }) => openJobs(Object.keys(context.jobs)) }),
  },
});

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
