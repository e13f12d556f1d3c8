/** Telling: what is to be said of something, to the people and channels that it concerns, to each person as they chose. */
import { dueAt } from "../domain/notice-choice.ts";
import type { Place } from "./chat.ts";
import { everywhere } from "./everywhere.ts";
import { channelOf, type Listener, type Listeners } from "./listeners.ts";
import type { How, Notice } from "./notices.ts";
import { isSame, type PlaceRooms, reachable } from "./places.ts";
import { type PostingRooms, sayOnce } from "./posting.ts";

export interface TellingRooms extends PostingRooms, PlaceRooms {
  listeners: Listeners;
  now(): Date;
}

export interface Saying {
  /** The order that causes it: it is said once in each place. */
  id: string;
  text: string;
  /** What it is about: a request, null: none; and the business unit that this belongs to. */
  request: string | null;
  unit: string | null;
  people: string[];
  /** Where it is said whatever anybody chose. */
  channels: Place[];
  /** Outcomes may be gathered; of a pending request nobody is reminded who is still to see its card. */
  kind: "urgent" | "outcome" | "reminder";
  /** Where quiet hours and digests count. */
  zone: string;
}

/** What is said in one place: to people by name, where these wanted to be told in a channel. */
interface Telling {
  place: Place;
  names: string[];
  /** Whose private place it is; null: a channel. */
  listener: Listener | null;
}

/** Says it in every place once, or puts it off. */
export async function tell(rooms: TellingRooms, saying: Saying): Promise<void> {
  const listeners = await rooms.listeners.of(saying.people);
  const shown = saying.request === null ? [] : await rooms.posted.messages(saying.request);
  const tellings = tellingsOf(rooms, saying, listeners);
  await everywhere(
    [...tellings.values()].map(({ place }) => place),
    async (place) => {
      const telling = tellings.get(nameOf(place));
      const beside = shown.find((one) => isSame(one.place, place))?.message;
      if (telling) await say(rooms, saying, telling, beside);
    },
  );
}

async function say(rooms: TellingRooms, saying: Saying, { place, names, listener }: Telling, beside?: string) {
  const { id, request, kind, zone } = saying;
  const text = names.length > 0 ? `${names.join(", ")}: ${saying.text}` : saying.text;
  const notice: Notice = { id, place, request, person: listener?.person ?? null, text, beside };
  const due = listener && dueAt(listener.choice, kind !== "outcome", rooms.now(), zone);
  if (!listener || !due) return sayOnce(rooms, notice);
  if (kind === "reminder" && beside === undefined) return;
  await rooms.notices.later(notice, due, howOf(kind, listener));
}

function howOf(kind: Saying["kind"], { choice }: Listener): How {
  if (kind === "reminder") return "reminder";
  return kind === "outcome" && choice.digest ? "digest" : "alone";
}

/** By place, so that nothing is said twice in one. */
function tellingsOf({ chats }: PlaceRooms, { channels, unit }: Saying, listeners: Listener[]): Map<string, Telling> {
  const tellings = new Map<string, Telling>();
  const at = (place: Place, listener: Listener | null): Telling => {
    const telling = tellings.get(nameOf(place)) ?? { place, names: [], listener };
    tellings.set(nameOf(place), telling);
    return telling;
  };
  for (const place of channels) at(place, null);
  for (const listener of listeners) {
    const channel = channelOf(listener, unit);
    if (channel === undefined) for (const place of reachable(chats, listener.identities)) at(place, listener);
    else for (const place of inEveryChat(chats, channel)) at(place, null).names.push(listener.name);
  }
  return tellings;
}

/** The channel of this name, on every chat there is. */
export function inEveryChat(chats: PlaceRooms["chats"], conversation: string): Place[] {
  return chats.map(({ platform, tenant }) => ({ platform, tenant, conversation }));
}

function nameOf({ platform, tenant, conversation }: Place): string {
  return JSON.stringify([platform, tenant, conversation]);
}
