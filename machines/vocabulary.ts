/** The words that all lifecycles share: what machines hear, and what they order to be done. */
import type { Stage, Yes } from "./approval.ts";
import type { Attempt, JobOutcome } from "./jobs.ts";
import type { Ending, Offer, Words } from "./memory.ts";

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
  | { type: "PROVISION"; room: boolean }
  /** What came to nothing is to be tried again. */
  | { type: "RETRY" }
  /** What can be begun now, of what is still to be done; ready: nothing is. */
  | { type: "TEND"; jobs: string[]; isReady: boolean }
  /** It is not to end any more. */
  | ({ type: "SAVE" } & Ending)
  | { type: "ADMIT" }
  /** The jobs that ask, or those that failed, are to be tried again; `without` those for which it is too late. */
  | { type: "RETRY_JOBS"; without: string[]; room: boolean }
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
  /** These jobs are not tried again after all: what they took for it is free. */
  | { type: "give-back"; jobs: string[] }
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
