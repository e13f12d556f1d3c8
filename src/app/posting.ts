/** Posting: one card in one place, drawn from the row as it is now; and notices that are said once. */
import type { Card } from "../cards/card.ts";
import { requestCard } from "../cards/request-card.ts";
import type { RequestView } from "../cards/request-view.ts";
import { Undeliverable } from "../domain/undeliverable.ts";
import type { ChatPort, Place, Post } from "./chat.ts";
import { type Notice, type Notices, post } from "./notices.ts";
import type { Directory } from "./people-ports.ts";
import { chatOf, isChannel, type PlaceRooms, readerOf } from "./places.ts";
import type { RequestViews } from "./reads.ts";

/** Where the cards of requests were posted, and which version each shows. */
export interface PostedCards {
  /** Remembers a place, and forgets that it failed there; false when it was remembered already. */
  remember(request: string, place: Place): Promise<boolean>;
  /** The places of a request's card that show an older version than the request's own, or nothing yet. */
  behind(request: string): Promise<Place[]>;
  /** The messages that show a request's card now, by their places. */
  messages(request: string): Promise<{ place: Place; message: string }[]>;
  /** Notes, as a sentence, why the card can never be shown there; it is not tried again until it is remembered anew. */
  fail(request: string, place: Place, why: string): Promise<void>;
  /** Has the cards of these requests drawn again, although nothing of the requests themselves is new. */
  redraw(requests: string[]): Promise<void>;
  /** The places in which the newest card could not be shown. */
  unreached(): Promise<Unreached[]>;
  /** Something that these requests' cards show has changed beside their rows: they are all drawn again. */
  outdate(requests: string[]): Promise<void>;
  /**
   * Under a lock on this posted card: calls `draw` unless what is shown is as new, and notes the message and version
   * it returns. A message of null means that nothing was posted here yet.
   */
  show(
    request: string,
    place: Place,
    draw: (message: string | null, shown: number) => Promise<Shown | null>,
  ): Promise<void>;
}

export interface Shown {
  message: string;
  version: number;
}

/** A place that a request's card does not reach, and why. */
export interface Unreached {
  request: string;
  place: Place;
  why: string;
}

export interface PostingRooms extends Pick<PlaceRooms, "datacenters"> {
  chats: ChatPort[];
  posted: PostedCards;
  notices: Notices;
  views: RequestViews;
  directory: Directory;
}

/** Shows the card there from now on. */
export async function show(rooms: PostingRooms, request: string, place: Place): Promise<void> {
  await rooms.posted.remember(request, place);
  await draw(rooms, request, place);
}

/** Shows the card there as it is now, or notes why that cannot be. */
export async function draw(rooms: PostingRooms, request: string, place: Place): Promise<void> {
  try {
    await drawNow(rooms, request, place);
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    await rooms.posted.fail(request, place, error.message);
  }
}

/** Draws the row as it is now, read under the posted card's lock, so that a late picture never replaces a newer one. */
async function drawNow(rooms: PostingRooms, request: string, place: Place): Promise<void> {
  await rooms.posted.show(request, place, async (message) => {
    const view = await rooms.views.view(request);
    if (!view) return null;
    const card = requestCard(await seenIn(rooms, place, view), await readerOf(rooms.directory, place));
    const { version } = view.request;
    return { message: await put(chatOf(rooms.chats, place), place, message, request, card), version };
  });
}

/** What the datacenter has left is read in the approvals channel, and in no other one. */
async function seenIn({ datacenters }: PostingRooms, place: Place, view: RequestView): Promise<RequestView> {
  const { picture } = view;
  if (!picture || !isChannel(place)) return view;
  const { approvalsChannel } = await datacenters.settings();
  if (place.conversation === approvalsChannel) return view;
  const tallies = picture.tallies.filter(({ after }) => after.name !== picture.capacity);
  return { ...view, picture: { ...picture, tallies } };
}

async function put(chat: ChatPort, place: Place, message: string | null, request: string, card: Card): Promise<string> {
  const post: Post = { kind: "card", request, card };
  if (message === null) return chat.post(place, post);
  await chat.edit(place, message, request, card);
  return message;
}

/** Says it there once, whoever repeats it, or notes why that cannot be. */
export function sayOnce(rooms: PostingRooms, notice: Notice): Promise<void> {
  return once(rooms, notice, () => post(rooms.chats, notice, notice.text));
}

/** Does what says it, as `sayOnce`: `say` returns the message that it made. */
export async function once({ notices }: PostingRooms, notice: Notice, say: () => Promise<string>): Promise<void> {
  try {
    await notices.once(notice, say);
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    await notices.giveUp(notice, error.message);
  }
}
