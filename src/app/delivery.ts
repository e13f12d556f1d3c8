/** Delivery: carries out the effects that people see. Cards are drawn from the row as it is now, notices are said once. */

import { overrideText, reminderText, talkText } from "../cards/pending-words.ts";
import { outcomeSentence } from "../cards/request-card.ts";
import type { RequestView } from "../cards/request-view.ts";
import { isPending } from "../domain/reader.ts";
import { ENDING_CARRIERS, type EndingNoticeRooms } from "./ending-notices.ts";
import { everywhere } from "./everywhere.ts";
import type { Carrier, Order } from "./orders.ts";
import { askedPlaces, chatOf, isChannel, isSame, type PlaceRooms, privatePlaces } from "./places.ts";
import { draw, type PostingRooms, sayOnce, show } from "./posting.ts";
import { openReview, type ReviewRooms } from "./reviews.ts";

export interface DeliveryRooms extends PostingRooms, PlaceRooms, ReviewRooms, EndingNoticeRooms {}

/** Carries out the orders of the queue `effects`. */
export function startDelivery(rooms: DeliveryRooms): Carrier {
  const carriers: Record<string, (order: Order) => Promise<void>> = {
    "refresh-cards": (order) => refresh(rooms, String(order.payload.request)),
    "show-requester": (order) => withView(rooms, order, (view) => showRequester(rooms, view)),
    "ask-approvers": (order) => withView(rooms, order, (view) => askApprovers(rooms, view)),
    "remind-approvers": (order) => withView(rooms, order, (view) => tellApprovers(rooms, order, view, reminderText)),
    "tell-approvers": (order) => withView(rooms, order, (view) => tellApprovers(rooms, order, view, talkText)),
    "tell-requester": (order) => withView(rooms, order, (view) => tellRequester(rooms, order, view)),
    "tell-everybody": (order) => withView(rooms, order, (view) => tellRequester(rooms, order, view, overrideText)),
    "open-review": (order) => withView(rooms, order, (view) => openReview(rooms, view)),
    "admit-waiting": () => admitWaiting(rooms),
    ...endingCarriers(rooms),
  };
  return async (order) => {
    const carry = carriers[order.name];
    if (!carry) throw new Error(`carrying out ${order.name}, which nobody knows`);
    await carry(order);
  };
}

function endingCarriers(rooms: DeliveryRooms): Record<string, (order: Order) => Promise<void>> {
  const carriers = Object.entries(ENDING_CARRIERS).map(
    ([name, carry]) => [name, (order: Order) => withView(rooms, order, (view) => carry(rooms, order, view))] as const,
  );
  return Object.fromEntries(carriers);
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

/** Says how it stands to who asked, and in the thread of each channel's card, where a request's story can be read. */
async function tellRequester(
  rooms: DeliveryRooms,
  order: Order,
  view: RequestView,
  words: (view: RequestView) => string = outcomeSentence,
): Promise<void> {
  const text = words(view);
  const shown = await rooms.posted.messages(view.request.id);
  const threads = shown.filter(({ place }) => isChannel(place) && chatOf(rooms.chats, place).hasThreads);
  const places = [...(await privatePlaces(rooms, view.request.requester)), ...threads.map(({ place }) => place)];
  await everywhere(places, async (place) => {
    const beside = shown.find((one) => isSame(one.place, place))?.message;
    await sayOnce(rooms, place, { id: order.id, request: view.request.id, text, beside });
  });
}

/** Says it in the thread of every card that those who decide see. What is decided meanwhile needs no reminder. */
async function tellApprovers(
  rooms: DeliveryRooms,
  order: Order,
  view: RequestView,
  words: (view: RequestView) => string,
): Promise<void> {
  if (!isPending(view.request)) return;
  const own = await privatePlaces(rooms, view.request.requester);
  const shown = await rooms.posted.messages(view.request.id);
  const others = shown.filter(({ place }) => !own.some((one) => isSame(one, place)));
  const saying = { id: order.id, request: view.request.id, text: words(view) };
  const places = others.map(({ place }) => place);
  await everywhere(places, async (place) => {
    const beside = others.find((one) => isSame(one.place, place))?.message;
    await sayOnce(rooms, place, { ...saying, beside });
  });
}

/** Room came free: whoever waits in line is asked again, the oldest first; nobody passes one for whom it is not enough. */
async function admitWaiting({ views, requests }: DeliveryRooms): Promise<void> {
  for (const id of await views.waiting()) {
    const { standing } = await requests.tell(id, { type: "ADMIT" });
    if (standing.state === "waiting") return;
  }
}
