/** What delivery asks of a chat platform: put a picture somewhere, and draw it again later. */
import type { Card, TextFile } from "../cards/card.ts";

/** Where something can be posted: `#name` is a channel, `@user` is the private place of one user. */
export interface Place {
  platform: string;
  tenant: string;
  conversation: string;
}

/**
 * Something to post: the card of a request, a report, which is never drawn again, a sentence, or a file. `beside` is the
 * message of the card that the sentence or the file is about, in the same place: where there are threads, it goes into
 * that card's.
 */
export type Post =
  | { kind: "card"; request: string; card: Card }
  | { kind: "report"; card: Card }
  | { kind: "notice"; text: string; beside?: string }
  | { kind: "file"; file: TextFile; beside?: string };

/** One chat platform. Throws Undeliverable for what it will never take; after any other throw the queue tries again. */
export interface ChatPort {
  readonly platform: string;
  readonly tenant: string;
  /** Does a sentence beside a card go into a thread of its own? */
  readonly hasThreads: boolean;
  /** Can a file be posted? Where it cannot, it is no use to try. */
  readonly takesFiles: boolean;
  /** Posts and returns the platform's own name for the message, by which it can be edited. */
  post(to: Place, post: Post): Promise<string>;
  /** Draws the card again in the message that `post` returned. */
  edit(at: Place, message: string, request: string, card: Card): Promise<void>;
}

/** A platform's own addresses of places, kept so that they can be posted to unasked. */
export interface AddressBook {
  /** Keeps the newest address; `address` is whatever the platform's adapter can write as JSON. */
  remember(place: Place, address: unknown): Promise<void>;
  find(place: Place): Promise<unknown>;
}

/** What came in, so that what comes in twice is carried out once. */
export interface Received {
  /** True for the first that asks about this key, in any process; false ever after. */
  first(key: string): Promise<boolean>;
}
