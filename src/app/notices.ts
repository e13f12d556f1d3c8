/** Notices: what is said to people and channels, each once, and what became of it. */
import { Undeliverable } from "../domain/undeliverable.ts";
import type { ChatPort, Place, Post } from "./chat.ts";
import type { HandedOver } from "./deadlines.ts";
import { chatOf } from "./places.ts";

/** Something to be said in one place, by the order that causes it. */
export interface Notice {
  id: string;
  place: Place;
  /** The request that it is about; null: none. */
  request: string | null;
  /** Whom it is said to; null: a channel. */
  person: string | null;
  text: string;
  /** The message of the request's card in the same place. */
  beside: string | undefined;
}

/**
 * Said by itself, or in one message with others of the same person; while the request is pending, by itself as a
 * reminder, or by showing the request's card.
 */
export type How = "alone" | "digest" | "reminder" | "card";

/** The ledger of notices. An id says its text once in a place, whoever repeats it. */
export interface Notices {
  /** Calls `say` unless it was said, put off or given up already, and notes the message. */
  once(notice: Notice, say: () => Promise<string>): Promise<void>;
  /** Puts it off, unless it was said, put off or given up already. */
  later(notice: Notice, due: Date, how: How): Promise<void>;
  /** Notes, as a sentence, why it can never be said there; the request's card says so, too. */
  giveUp(notice: Notice, why: string): Promise<void>;
}

/** What was put off and goes into one message. */
export interface Waiting {
  how: How;
  keys: Pick<Notice, "id" | "place">[];
}

/** What was put off until now. */
export interface DueNotices extends HandedOver {
  /** Orders to be said what is due at `now`: each once, in whatever process. */
  handOver(now: Date): Promise<void>;
  /** Calls `say` with those that are not said yet, and notes what became of them. */
  say(waiting: Waiting, say: (notices: Notice[]) => Promise<Outcome>): Promise<void>;
}

export type Outcome = { message: string } | { failure: string };

export interface LateRooms {
  chats: ChatPort[];
  dueNotices: DueNotices;
  isPending(request: string): Promise<boolean>;
  showCard(request: string, place: Place): Promise<void>;
}

/** Says what was put off. */
export async function sayLate(rooms: LateRooms, waiting: Waiting): Promise<void> {
  await rooms.dueNotices.say(waiting, (notices) => outcomeOf(() => sayTogether(rooms, waiting.how, notices)));
}

/** There is no message of its own: it was a card, or was not needed any more. */
const UNSAID = "";

async function sayTogether(rooms: LateRooms, how: How, notices: Notice[]): Promise<string> {
  const [first] = notices;
  if (!first) throw new Error("saying nothing");
  if (how === "digest") return post(rooms.chats, first, digestText(notices));
  if (how === "alone") return post(rooms.chats, first, first.text);
  if (first.request === null || !(await rooms.isPending(first.request))) return UNSAID;
  if (how === "reminder") return post(rooms.chats, first, first.text);
  await rooms.showCard(first.request, first.place);
  return UNSAID;
}

/** Says it there, beside the card that it is about where it is about one. */
export function post(chats: ChatPort[], { place, beside }: Pick<Notice, "place" | "beside">, text: string) {
  const said: Post = { kind: "notice", text, ...(beside === undefined ? {} : { beside }) };
  return chatOf(chats, place).post(place, said);
}

/** What will never be taken is an outcome; every other failure is tried again. */
async function outcomeOf(say: () => Promise<string>): Promise<Outcome> {
  try {
    return { message: await say() };
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return { failure: error.message };
  }
}

function digestText(notices: Notice[]): string {
  return ["Since the last digest:", ...notices.map(({ text }) => `• ${text}`)].join("\n");
}
