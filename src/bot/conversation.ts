/** What goes into the bot and what comes out of it; adapters translate these and decide nothing. */
import type { Button, Card, TextFile } from "../cards/card.ts";
import type { Identity } from "../domain/actor.ts";
import type { Refusal } from "../domain/refusal.ts";

/** Who does something: the identity by which they are known, and what their platform calls them, which is only for show. */
export interface Speaker {
  from: Identity;
  called?: string;
}

/** Somebody typed something. */
export interface Message extends Speaker {
  text: string;
  /** The message in whose thread it was typed, where the platform has threads: as posting it returned it. */
  under?: string;
  /** What was attached, or what a file argument names; undefined when there is no such file. */
  file(name: string): Promise<string | undefined>;
}

/** Somebody pressed a button, perhaps with the fields of the form that it opened. */
export interface Press extends Speaker {
  /** The words on the button. */
  verb: string;
  /** The id that the button carries. */
  id: string;
  fields: Record<string, string>;
}

/** Somebody filled in the form of a command. */
interface FilledForm extends Speaker {
  /** The command that the form stands for, as in `Form.command`. */
  command: string;
  fields: Record<string, string>;
}

/**
 * What the bot says back, to this person alone. Cards for others travel through delivery. `next` is the form with which
 * the work usually goes on: it is opened in place of a form that was just sent, and nowhere else.
 */
export type Answer =
  | { kind: "text"; text: string; file?: TextFile; next?: Form }
  | { kind: "card"; card: Card; next?: Form }
  | { kind: "form"; form: Form }
  | { kind: "refusal"; refusal: Refusal; buttons?: Button[] };

/** A form made from a command's description. */
export interface Form {
  /** The words of the command, for instance `request reject`. */
  command: string;
  title: string;
  usage: string;
  fields: Field[];
}

export interface Field {
  name: string;
  label: string;
  required: boolean;
  /** What was given already. */
  value: string;
  /** What may be chosen; absent: free text. */
  choices?: string[];
  hint?: string;
  /** It is hidden while it is typed, as far as the platform can, and never shown again. */
  secret?: true;
}

/** The whole bot, as an adapter sees it. */
export interface Bot {
  hear(message: Message): Promise<Answer>;
  press(press: Press): Promise<Answer>;
  submit(form: FilledForm): Promise<Answer>;
  /** The buttons of this request's card that this person would see now. */
  buttonsFor(from: Identity, request: string): Promise<string[]>;
}
