/** Asking: the card of a pending request is shown to those who decide, where the policy says. */
import { reminderText } from "../cards/pending-words.ts";
import type { RequestView } from "../cards/request-view.ts";
import type { Someone } from "../domain/actor.ts";
import { standInsOf, toldOf } from "../domain/asked.ts";
import { dueAt } from "../domain/notice-choice.ts";
import { isPending } from "../domain/reader.ts";
import { everywhere } from "./everywhere.ts";
import { channelOf, type Listener } from "./listeners.ts";
import { askedPlaces, reachable } from "./places.ts";
import { show } from "./posting.ts";
import { inEveryChat, type TellingRooms, tell } from "./telling.ts";

/** In the channels that the policy names, and to the people who are asked by themselves. `id`: the order's. */
export async function ask(rooms: TellingRooms, id: string, view: RequestView): Promise<void> {
  await everywhere(await askedPlaces(rooms, view), (place) => show(rooms, view.request.id, place));
  await askPeople(rooms, id, view);
}

/** To each as they chose: in private, when their quiet hours are over; or in their channel, by name. */
export async function askPeople(rooms: TellingRooms, id: string, view: RequestView): Promise<void> {
  if (!isPending(view.request)) return;
  const listeners = await rooms.listeners.of(peopleAsked(view).map(({ person }) => person));
  for (const listener of listeners) await askOne(rooms, id, view, listener);
}

/** Whom it is said to in person: where the policy asks each, all who are told; otherwise only those who stand in for others. */
export function peopleAsked({ request, deciders }: RequestView): Someone[] {
  return request.ruling?.askIn.includes("each") ? toldOf(deciders) : standInsOf(deciders);
}

async function askOne(rooms: TellingRooms, id: string, view: RequestView, listener: Listener): Promise<void> {
  const { request, timeZone: zone } = view;
  const channel = channelOf(listener, request.businessUnit);
  if (channel !== undefined) return askInChannel(rooms, id, view, { listener, channel });
  const due = dueAt(listener.choice, true, rooms.now(), zone);
  await everywhere(reachable(rooms.chats, listener.identities), async (place) => {
    if (!due) return show(rooms, request.id, place);
    const notice = { id, place, request: request.id, person: listener.person, text: "", beside: undefined };
    await rooms.notices.later(notice, due, "card");
  });
}

async function askInChannel(
  rooms: TellingRooms,
  id: string,
  view: RequestView,
  { listener, channel }: { listener: Listener; channel: string },
): Promise<void> {
  const { request, timeZone: zone } = view;
  await everywhere(inEveryChat(rooms.chats, channel), (place) => show(rooms, request.id, place));
  const about = { request: request.id, unit: request.businessUnit, channels: [], kind: "reminder" as const, zone };
  const people = [listener.person];
  await tell(rooms, { id: `${id}/${listener.person}`, text: reminderText(view), people, ...about });
}
