/** What a request's machine remembers from one event to the next. */
import type { Approval, Stage } from "./approval.ts";
import { type Jobs, openJobs } from "./jobs.ts";

/** All of it; kept as JSON in the request's row. */
export interface Memory extends Approval {
  /** Who edited its draft, or submitted it. */
  hands: string[];
  jobs: Jobs;
  /** Did the engine have room when it was last asked? */
  room: boolean;
  /** What ended it, by whom (null: by time) and when. */
  ending: Ending | null;
  /** Who granted it alone, whatever its stages ask for (null: time did), why, and when. */
  override: Ending | null;
  /** What was asked, answered and offered, in its order. */
  talk: Words[];
  /** The offer that waits for the requester. */
  offer: Offer | null;
  /** How often those who decide were reminded. */
  reminders: number;
  isEscalated: boolean;
}

/** How something ended, or was decided alone. */
export interface Ending {
  by: string | null;
  at: string;
  reason: string;
}

/** What somebody said to a request while it was pending. */
export interface Words {
  what: "question" | "answer" | "offer" | "accept" | "decline";
  by: string;
  at: string;
  text: string;
}

/** A new amount, or by how much the old one changes. */
export interface Step {
  relative: boolean;
  amount: number;
}

/** Numbers other than those asked for; what is not named stays as it was. Memory in MB, storage in GB. */
export interface Terms {
  memoryMb?: Step;
  diskGb?: Step;
  count?: number;
  /** A day, `YYYY-MM-DD`. */
  until?: string;
  /** Money, as a decimal text. */
  amount?: string;
}

/** Terms that would be granted. `right`: whose right the maker used; `groups`: those that this right stands in. */
export interface Offer {
  by: string;
  right: string;
  groups: string[];
  at: string;
  terms: Terms;
}

/** What a request begins with. */
export interface Beginning {
  stages: Stage[];
  jobs: string[];
  room: boolean;
}

/** The memory of a request that has just begun. A step asks for it too, without an input, and throws it away. */
export function remember({ input }: { input: Beginning | undefined }): Memory {
  const { stages = [], jobs = [], room = true } = input ?? {};
  const nothing = {
    hands: [],
    yeses: [],
    talk: [],
    offer: null,
    ending: null,
    override: null,
    reminders: 0,
    isEscalated: false,
  };
  return { stages, stage: 0, jobs: openJobs(jobs), room, ...nothing };
}
