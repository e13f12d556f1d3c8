/** Delivery: carries out the effects that people see. Cards are drawn from the row as it is now, notices are said once. */

import type { RequestView } from "../cards/request-view.ts";
import { isPending } from "../domain/reader.ts";
import { ask } from "./asking.ts";
import { tellBudget } from "./budget-notices.ts";
import type { Place } from "./chat.ts";
import { DELEGATION_CARRIERS } from "./delegation-notices.ts";
import { ENDING_CARRIERS, type EndingNoticeRooms } from "./ending-notices.ts";
import { everywhere } from "./everywhere.ts";
import { askIdle } from "./idle-notices.ts";
import { type DueNotices, sayLate, type Waiting } from "./notices.ts";
import type { Carrier, Order } from "./orders.ts";
import { privatePlaces } from "./places.ts";
import { draw, show } from "./posting.ts";
import { POWER_CARRIERS } from "./power-notices.ts";
import { postReport, type ReportPostingRooms } from "./report-posting.ts";
import { REQUEST_NOTICE_CARRIERS, type RequestNoticeRooms } from "./request-notices.ts";
import { openReview, type ReviewRooms } from "./reviews.ts";
import { inEveryChat, type TellingRooms, tell } from "./telling.ts";

export interface DeliveryRooms extends RequestNoticeRooms, ReviewRooms, EndingNoticeRooms, ReportPostingRooms {
  dueNotices: DueNotices;
}

/** Carries out the orders of the queue `effects`. */
export function startDelivery(rooms: DeliveryRooms): Carrier {
  const carriers: Record<string, (order: Order) => Promise<void>> = {
    "refresh-cards": (order) => refresh(rooms, String(order.payload.request)),
    "show-requester": (order) => withView(rooms, order, (view) => showRequester(rooms, view)),
    "ask-approvers": (order) => withView(rooms, order, (view) => ask(rooms, order.id, view)),
    "open-review": (order) => withView(rooms, order, (view) => openReview(rooms, view)),
    announce: (order) => announce(rooms, order),
    "tell-repair": (order) => tellRepair(rooms, order),
    "admit-waiting": () => admitWaiting(rooms),
    "say-waiting": (order) => sayWaiting(rooms, order),
    "tell-budget": (order) => tellBudget(rooms, order),
    "ask-idle": (order) => askIdle(rooms, order),
    "post-report": (order) => postReport(rooms, order),
    ...carriersOf(rooms, { ...DELEGATION_CARRIERS, ...POWER_CARRIERS }),
    ...viewCarriers(rooms),
  };
  return async (order) => {
    const carry = carriers[order.name];
    if (!carry) throw new Error(`carrying out ${order.name}, which nobody knows`);
    await carry(order);
  };
}

type Carry = (rooms: TellingRooms, order: Order) => Promise<void>;

function carriersOf(
  rooms: TellingRooms,
  carriers: Record<string, Carry>,
): Record<string, (order: Order) => Promise<void>> {
  return Object.fromEntries(
    Object.entries(carriers).map(([name, carry]) => [name, (order: Order) => carry(rooms, order)]),
  );
}

/** Those that need the request as it is now. */
function viewCarriers(rooms: DeliveryRooms): Record<string, (order: Order) => Promise<void>> {
  const carriers = Object.entries({ ...REQUEST_NOTICE_CARRIERS, ...ENDING_CARRIERS }).map(
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

async function sayWaiting(rooms: DeliveryRooms, { payload }: Order): Promise<void> {
  const still = async (request: string) => {
    const view = await rooms.views.view(request);
    return view !== null && isPending(view.request);
  };
  const showCard = (request: string, place: Place) => show(rooms, request, place);
  await sayLate({ ...rooms, isPending: still, showCard }, payload as unknown as Waiting);
}

/** Says it where admins of the datacenter are, on every chat there is. */
async function announce(rooms: DeliveryRooms, { id, payload }: Order): Promise<void> {
  const { approvalsChannel: conversation, timeZone: zone } = await rooms.datacenters.settings();
  const channels = inEveryChat(rooms.chats, conversation);
  const about = { request: null, unit: null, people: [], channels, zone };
  await tell(rooms, { id, text: String(payload.text), kind: "urgent", ...about });
}

/** Says it to whom the machine belongs, and where admins of the datacenter are. */
async function tellRepair(rooms: DeliveryRooms, { id, payload }: Order): Promise<void> {
  const { approvalsChannel, timeZone: zone } = await rooms.datacenters.settings();
  const { person, unit, text } = payload as { person: string; unit: string; text: string };
  const channels = inEveryChat(rooms.chats, approvalsChannel);
  await tell(rooms, { id, text, request: null, unit, people: [person], channels, kind: "urgent", zone });
}

/** Room came free: whoever waits in line is asked again, the oldest first; nobody passes one for whom it is not enough. */
async function admitWaiting({ views, requests, posted }: DeliveryRooms): Promise<void> {
  const line = await views.waiting();
  for (const [at, id] of line.entries()) {
    const { standing } = await requests.tell(id, { type: "ADMIT" });
    if (standing.state === "waiting") return posted.redraw(line.slice(at, at + PLACES_KEPT_TRUE));
  }
}

/** Of so many at the head of the line the cards say a place that is kept true; the others' is from when they joined it. */
const PLACES_KEPT_TRUE = 10;
