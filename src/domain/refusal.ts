/** A refusal: a full thought for the person, with a code for programs and a next step. */

export type RefusalCode =
  | "unknown-command"
  | "bad-arguments"
  | "not-found"
  | "ambiguous"
  | "forbidden"
  | "unknown-person"
  | "self-approval"
  | "too-late"
  | "duplicate"
  | "wrong-state"
  | "over-quota"
  | "no-capacity"
  | "busy"
  | "locked"
  | "in-use"
  | "incomplete"
  | "not-offered"
  | "maintenance"
  | "unlicensed"
  | "invalid"
  | "rate-limited";

/** Thrown by rules and use cases, caught in one place of the bot, and said to the person privately. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** What to do next; empty when there is nothing to add. */
  readonly hint: string;
  /** The argument that it is about, where it is about one; forms show it there. */
  readonly field: string | undefined;

  constructor(code: RefusalCode, sentence: string, hint = "", field?: string) {
    super(sentence);
    this.name = "Refusal";
    this.code = code;
    this.hint = hint;
    this.field = field;
  }
}

/** What the engine has no room for now, and would have at another time: whoever asked may join the line. */
export class EngineFull extends Refusal {
  /** The id of what was asked for, where it is kept for a button that asks it again. */
  readonly wish: string | undefined;

  constructor(sentence: string, hint: string, wish?: string) {
    super("busy", sentence, hint);
    this.wish = wish;
  }
}
