/** Delivery: carries out the effects that people see. Cards are drawn from the row as it is now, notices are said once. */
import type { Card } from "../cards/card.ts";
import { outcomeSentence, requestCard } from "../cards/request-card.ts";
import type { RequestView } from "../cards/request-view.ts";
import type { Actor } from "../domain/actor.ts";
import { ruleOn } from "../domain/policy.ts";
import { Undeliverable } from "../domain/undeliverable.ts";
import type { ChatPort, Place, Post } from "./chat.ts";
import { everywhere } from "./everywhere.ts";
import type { Carrier, Order } from "./orders.ts";
import type { Datacenters, Directory, RequestViews, Units } from "./reads.ts";
import type { Requests } from "./requests.ts";

/** Where the cards of requests were posted, and which version each shows. */
export interface PostedCards {
  /** Remembers a place, and forgets that it failed there; false when it was remembered already. */
  remember(request: string, place: Place): Promise<boolean>;
  /** The places of a request's card that show an older version than the request's own, or nothing yet. */
  behind(request: string): Promise<Place[]>;
  /** Notes, as a sentence, why the card can never be shown there; it is not tried again until it is remembered anew. */
  fail(request: string, place: Place, why: string): Promise<void>;
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

/** Sentences that were said, by the order that caused them, so that each is said once. */
export interface Notices {
  /** Calls `say` unless it was said already, and notes the message. */
  once(id: string, place: Place, text: string, say: () => Promise<string>): Promise<void>;
}

export interface DeliveryRooms {
  chats: ChatPort[];
  posted: PostedCards;
  notices: Notices;
  views: RequestViews;
  directory: Directory;
  units: Units;
  datacenters: Datacenters;
  requests: Requests;
}

/** Carries out the orders of the queue `effects`. */
export function startDelivery(rooms: DeliveryRooms): Carrier {
  const carriers: Record<string, (order: Order) => Promise<void>> = {
    "refresh-cards": (order) => refresh(rooms, String(order.payload.request)),
    "show-requester": (order) => withView(rooms, order, (view) => showRequester(rooms, view)),
    "ask-approvers": (order) => withView(rooms, order, (view) => askApprovers(rooms, view)),
    "tell-requester": (order) => withView(rooms, order, (view) => tellRequester(rooms, order, view)),
    "admit-waiting": () => admitWaiting(rooms),
  };
  return async (order) => {
    const carry = carriers[order.name];
    if (!carry) throw new Error(`carrying out ${order.name}, which nobody knows`);
    await carry(order);
  };
}

async function withView(rooms: DeliveryRooms, order: Order, then: (view: RequestView) => Promise<void>): Promise<void> {
  const view = await rooms.views.view(String(order.payload.request));
  if (view) await then(view);
}

/** Of many refreshes in a row the first shows it all, and the others find nothing behind. */
async function refresh(rooms: DeliveryRooms, request: string): Promise<void> {
  await everywhere(await rooms.posted.behind(request), (place) => draw(rooms, request, place));
}

async function showRequester(rooms: DeliveryRooms, view: RequestView): Promise<void> {
  const places = await privatePlaces(rooms, view.request.requester);
  await everywhere(places, (place) => show(rooms, view.request.id, place));
}

async function askApprovers(rooms: DeliveryRooms, view: RequestView): Promise<void> {
  await everywhere(await askedPlaces(rooms, view), (place) => show(rooms, view.request.id, place));
}

async function tellRequester(rooms: DeliveryRooms, order: Order, view: RequestView): Promise<void> {
  const text = outcomeSentence(view);
  await everywhere(await privatePlaces(rooms, view.request.requester), async (place) => {
    const chat = chatOf(rooms, place);
    await rooms.notices.once(order.id, place, text, () => chat.post(place, { kind: "notice", text }));
  });
}

/** Room came free: whoever waits in line is asked again, the oldest first; nobody passes one for whom it is not enough. */
async function admitWaiting({ views, requests }: DeliveryRooms): Promise<void> {
  for (const id of await views.waiting()) {
    const { standing } = await requests.tell(id, { type: "ADMIT" });
    if (standing.state === "waiting") return;
  }
}

async function show(rooms: DeliveryRooms, request: string, place: Place): Promise<void> {
  await rooms.posted.remember(request, place);
  await draw(rooms, request, place);
}

/** Shows the card there, or notes why that cannot be. */
async function draw(rooms: DeliveryRooms, request: string, place: Place): Promise<void> {
  try {
    await drawNow(rooms, request, place);
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    await rooms.posted.fail(request, place, error.message);
  }
}

/** Draws the row as it is now, read under the posted card's lock, so that a late picture never replaces a newer one. */
async function drawNow(rooms: DeliveryRooms, request: string, place: Place): Promise<void> {
  await rooms.posted.show(request, place, async (message) => {
    const view = await rooms.views.view(request);
    if (!view) return null;
    const card = requestCard(view, await readerOf(rooms, place));
    const { version } = view.request;
    return { message: await put(chatOf(rooms, place), place, message, request, card), version };
  });
}

async function put(chat: ChatPort, place: Place, message: string | null, request: string, card: Card): Promise<string> {
  const post: Post = { kind: "card", request, card };
  if (message === null) return chat.post(place, post);
  await chat.edit(place, message, request, card);
  return message;
}

/** In a private place a card shows its reader's buttons; in a channel it shows them all. */
async function readerOf({ directory }: DeliveryRooms, place: Place): Promise<Actor | null> {
  if (!place.conversation.startsWith("@")) return null;
  const { platform, tenant, conversation } = place;
  return directory.find({ platform, tenant, user: conversation.slice(1) });
}

async function privatePlaces({ chats, directory }: DeliveryRooms, person: string): Promise<Place[]> {
  const identities = await directory.identitiesOf(person);
  return identities
    .map(({ platform, tenant, user }) => ({ platform, tenant, conversation: `@${user}` }))
    .filter((place) => chats.some((chat) => isOn(chat, place)));
}

/** Where the policy says that the card is shown to those who decide, on every chat there is. */
async function askedPlaces(rooms: DeliveryRooms, { request }: RequestView): Promise<Place[]> {
  const { askIn } = ruleOn(request.details, null, request.businessUnit);
  const { approvalsChannel } = await rooms.datacenters.facts();
  const unit = (await rooms.units.all()).find((one) => one.id === request.businessUnit);
  const channels = askIn.flatMap((where) => (where === "approvals" ? [approvalsChannel] : (unit?.channel ?? [])));
  return rooms.chats.flatMap(({ platform, tenant }) =>
    [...new Set(channels)].map((conversation) => ({ platform, tenant, conversation })),
  );
}

function chatOf({ chats }: DeliveryRooms, place: Place): ChatPort {
  const chat = chats.find((one) => isOn(one, place));
  if (!chat) throw new Error(`posting to ${place.platform}, which is not connected`);
  return chat;
}

function isOn({ platform, tenant }: ChatPort, place: Place): boolean {
  return platform === place.platform && tenant === place.tenant;
}
