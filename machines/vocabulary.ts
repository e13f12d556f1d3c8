/** The words that all lifecycles share: what machines hear, remember, ask before they move, and order to be done. */
import { assign, emit, enqueueActions, setup } from "xstate";
import { type Approval, isOneMore, type Stage, stageIsMet, withYes } from "./approval.ts";
import { allAre, isLastOpen, isOpen, type JobOutcome, type Jobs, openJobs, someAre } from "./jobs.ts";

/** What a request's machine remembers. */
export interface Memory extends Approval {
  jobs: Jobs;
  /** Did the engine have room when it was last asked? */
  room: boolean;
  /** What ended it, by whom (null: by time) and when. */
  ending: Ending | null;
}

interface Ending {
  by: string | null;
  at: string;
  reason: string;
}

/** What a request begins with. */
export interface Beginning {
  stages: Stage[];
  jobs: string[];
  room: boolean;
}

/** People's events are imperative, the world's are past tense. */
export type LifecycleEvent =
  | { type: "EDIT" }
  | { type: "SUBMIT"; stages: Stage[] }
  | { type: "APPROVE"; by: string; at: string; asks: number[]; comment: string; room: boolean }
  | ({ type: "REJECT" | "WITHDRAW" | "DISCARD" | "EXPIRE" | "CANCEL" } & Ending)
  | { type: "PROVISION" }
  | { type: "ADMIT" }
  | { type: "JOB_ENDED"; job: string; outcome: JobOutcome; reason: string; left: string };

/** What a machine asks to be done. Saved with the state, carried out by others. */
export type Effect =
  /** Keep what the request would take, so that nobody else can have it. */
  | { type: "hold" }
  /** Give back what was kept. */
  | { type: "release" }
  /** What was kept becomes theirs. */
  | { type: "grant" }
  /** What was granted is taken back, because nothing came of it. */
  | { type: "revoke" }
  /** Show the card to those who may decide. */
  | { type: "ask-approvers" }
  /** Say to the requester where the request stands. */
  | { type: "tell-requester" }
  /** Let the engine run the request's jobs. */
  | { type: "start-jobs" }
  /** Let the engine end the jobs that still run. */
  | { type: "cancel-jobs" }
  /** One job ended: its object takes on the state that follows. */
  | { type: "conclude"; job: string; outcome: JobOutcome; reason: string };

type Heard = { context: Memory; event: LifecycleEvent };

const isOneMoreYes = ({ context, event }: Heard) => event.type === "APPROVE" && isOneMore(context, event);

const meetsStage = ({ context, event }: Heard) =>
  event.type === "APPROVE" && isOneMore(context, event) && stageIsMet(withYes(context, event));

const isLastStage = ({ context }: Heard) => context.stage >= context.stages.length - 1;

/** The setup from which every lifecycle is made. */
export const lifecycle = setup({
  types: {} as { context: Memory; events: LifecycleEvent; emitted: Effect; input: Beginning },
  guards: {
    nobodyIsAsked: ({ context }) => context.stages.length === 0,
    isOneMoreYes,
    meetsStage,
    meetsLastStage: (heard) => meetsStage(heard) && isLastStage(heard),
    hasRoom: ({ context }) => context.room,
    jobIsOpen: ({ context, event }) => event.type === "JOB_ENDED" && isOpen(context.jobs, event.job),
    jobIsLast: ({ context, event }) => event.type === "JOB_ENDED" && isLastOpen(context.jobs, event.job),
    allDone: ({ context }) => allAre(context.jobs, "done"),
    someDone: ({ context }) => someAre(context.jobs, "done"),
    someCancelled: ({ context }) => someAre(context.jobs, "cancelled"),
  },
  actions: {
    hold: emit({ type: "hold" }),
    release: emit({ type: "release" }),
    grant: emit({ type: "grant" }),
    revoke: emit({ type: "revoke" }),
    askApprovers: emit({ type: "ask-approvers" }),
    tellRequester: emit({ type: "tell-requester" }),
    startJobs: emit({ type: "start-jobs" }),
    cancelJobs: emit({ type: "cancel-jobs" }),
    conclude: enqueueActions(({ event, enqueue }) => {
      if (event.type === "JOB_ENDED") enqueue.emit({ ...event, type: "conclude" });
    }),
    /** Says that an edit is accepted here; what was edited is kept beside the machine. */
    acceptEdit: assign({}),
    noteStages: assign(({ event }) => (event.type === "SUBMIT" ? { stages: event.stages } : {})),
    noteYes: assign(({ context, event }) =>
      event.type === "APPROVE" ? { ...withYes(context, event), room: event.room } : {},
    ),
    nextStage: assign({ stage: ({ context }) => context.stage + 1 }),
    noteEnding: assign(({ event }) =>
      "by" in event && "reason" in event ? { ending: { by: event.by, at: event.at, reason: event.reason } } : {},
    ),
    noteJob: assign(({ context, event }) =>
      event.type === "JOB_ENDED"
        ? { jobs: { ...context.jobs, [event.job]: { state: event.outcome, reason: event.reason, left: event.left } } }
        : {},
    ),
    reopenJobs: assign({ jobs: ({ context }) => openJobs(Object.keys(context.jobs)) }),
  },
});

/** The memory of a request that has just begun. A step asks for it too, without an input, and throws it away. */
export function remember({ input }: { input: Beginning | undefined }): Memory {
  const { stages = [], jobs = [], room = true } = input ?? {};
  return { stages, stage: 0, yeses: [], jobs: openJobs(jobs), room, ending: null };
}
