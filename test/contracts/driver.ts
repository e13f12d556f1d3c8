/** What a chat lets a test do, whichever chat it is. */
import { expect, vi } from "vitest";
import type { AddressBook, ChatPort } from "../../src/app/chat.ts";
import type { System } from "../../src/compose/index.ts";

/** One chat with its client, which outlives the program. */
export interface Driver {
  /** The demo datacenter's YAML in which its people are known here, too. */
  knownToo(yaml: string): string;
  /** For delivery, as the program starts. */
  connect(book: AddressBook): Promise<ChatPort[]>;
  /** The program can be talked to from now on. */
  open(system: System): Promise<void>;
  /** The program is about to end; the client stays. */
  leave(): Promise<void>;
  /** How somebody is named in what is typed. */
  mention(person: string): string;
  /** Somebody of the demo types to the bot; not everywhere can everybody type. */
  says(person: string, text: string): Promise<void>;
  /** Somebody presses a button of a request's card, also one that it shows no more, and fills in the form that opens. */
  presses(person: string, verb: string, request: string, fields?: Record<string, string>): Promise<void>;
  /** Resolves with a message that holds all texts, now or soon: in `#channel`, or for `@person` alone. Throws after a while. */
  sees(place: string, ...texts: string[]): Promise<string>;
  close(): Promise<void>;
}

/** Teams takes 60 messages of one chat in 30 s, and what comes too soon waits that long. */
const SOON = { timeout: 40_000, interval: 40 };

/** The first of the messages with all these texts, once there is one. */
export async function soonAmong(messages: () => Promise<string[]>, texts: string[]): Promise<string> {
  let all: string[] = [];
  const look = async () => {
    all = await messages();
    return all.find((message) => texts.every((text) => message.includes(text)));
  };
  return soon(look, () => `“${texts.join("” with “")}” is not among these:\n${all.slice(-8).join("\n")}`);
}

/** What `look` finds, now or soon. Throws with what `missing` says when it finds nothing for a while. */
export function soon<T>(look: () => Promise<T | undefined>, missing: () => string): Promise<T> {
  return vi.waitFor(async () => (await look()) ?? expect.fail(missing()), SOON);
}
