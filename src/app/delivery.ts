/** Delivery: carries out the effects that people see. Cards are drawn from the row as it is now, notices are said once. */

import { overrideText, reminderText, talkText } from "../cards/pending-words.ts";
import { outcomeSentence } from "../cards/request-card.ts";
import type { RequestView } from "../cards/request-view.ts";
import { isPending } from "../domain/reader.ts";
import { ask, peopleAsked } from "./asking.ts";
import { tellBudget } from "./budget-notices.ts";
import type { Place } from "./chat.ts";
import { DELEGATION_CARRIERS } from "./delegation-notices.ts";
import { ENDING_CARRIERS, type EndingNoticeRooms } from "./ending-notices.ts";
import { everywhere } from "./everywhere.ts";
import { askIdle } from "./idle-notices.ts";
import { type DueNotices, sayLate, type Waiting } from "./notices.ts";
import type { Carrier, Order } from "./orders.ts";
import type { Roles } from "./people-ports.ts";
import { askedPlaces, chatOf, isChannel, isSame, privatePlaces, unitPlaces } from "./places.ts";
import { draw, show } from "./posting.ts";
import { POWER_CARRIERS } from "./power-notices.ts";
import { postReport, type ReportPostingRooms } from "./report-posting.ts";
import { openReview, type ReviewRooms } from "./reviews.ts";
import { inEveryChat, type TellingRooms, tell } from "./telling.ts";

export interface DeliveryRooms extends TellingRooms, ReviewRooms, EndingNoticeRooms, ReportPostingRooms {
  dueNotices: DueNotices;
  roles: Pick<Roles, "members">;
}

/** Carries out the orders of the queue `effects`. */
export function startDelivery(rooms: DeliveryRooms): Carrier {
  const carriers: Record<string, (order: Order) => Promise<void>> = {
    "refresh-cards": (order) => refresh(rooms, String(order.payload.request)),
    "show-requester": (order) => withView(rooms, order, (view) => showRequester(rooms, view)),
    "ask-approvers": (order) => withView(rooms, order, (view) => ask(rooms, order.id, view)),
    "remind-approvers": (order) => withView(rooms, order, (view) => tellApprovers(rooms, order, view, reminderText)),
    "tell-approvers": (order) => withView(rooms, order, (view) => tellApprovers(rooms, order, view, talkText)),
    "tell-requester": (order) => withView(rooms, order, (view) => tellRequester(rooms, order, view)),
    "tell-everybody": (order) => withView(rooms, order, (view) => tellEverybody(rooms, order, view)),
    "open-review": (order) => withView(rooms, order, (view) => openReview(rooms, view)),
    announce: (order) => announce(rooms, order),
    "tell-repair": (order) => tellRepair(rooms, order),
    "admit-waiting": () => admitWaiting(rooms),
    "say-waiting": (order) => sayWaiting(rooms, order),
    "tell-budget": (order) => tellBudget(rooms, order),
    "ask-idle": (order) => askIdle(rooms, order),
    "post-report": (order) => postReport(rooms, order),
    ...carriersOf(rooms, { ...DELEGATION_CARRIERS, ...POWER_CARRIERS }),
    ...endingCarriers(rooms),
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

/** Says how it stands to who asked, and in the channels where a request's story can be read. */
async function tellRequester(rooms: DeliveryRooms, order: Order, view: RequestView): Promise<void> {
  const { id, requester, businessUnit: unit } = view.request;
  const isOutcome = !isPending(view.request);
  const channels = await tellableChannels(rooms, view, isOutcome);
  const about = { request: id, unit, people: [requester], channels, zone: view.timeZone };
  await tell(rooms, { id: order.id, text: outcomeSentence(view), kind: isOutcome ? "outcome" : "urgent", ...about });
}

/** Whoever asked for it, and every admin who could have been asked, hears that somebody decided alone. */
async function tellEverybody(rooms: DeliveryRooms, order: Order, view: RequestView): Promise<void> {
  const { id, requester, businessUnit: unit } = view.request;
  const admins = [...(await rooms.roles.members(null)), ...(unit === null ? [] : await rooms.roles.members(unit))];
  const told = admins.filter(({ role }) => ADMINS.has(role)).map(({ person }) => person);
  const channels = await tellableChannels(rooms, view, false);
  const about = { request: id, unit, people: [...new Set([requester, ...told])], channels, zone: view.timeZone };
  await tell(rooms, { id: order.id, text: overrideText(view), kind: "urgent", ...about });
}

const ADMINS: ReadonlySet<string> = new Set(["datacenter-admin", "bu-admin"]);

/** The thread of each channel's card; of an outcome the business unit hears in its channel where no card tells it. */
async function tellableChannels(rooms: DeliveryRooms, view: RequestView, isOutcome: boolean): Promise<Place[]> {
  const { request } = view;
  const shown = (await rooms.posted.messages(request.id)).map(({ place }) => place);
  const threaded = (place: Place) => isChannel(place) && chatOf(rooms.chats, place).hasThreads;
  if (!isOutcome) return shown.filter(threaded);
  const asked = request.standing.context.stages.length > 0 ? await askedPlaces(rooms, view) : [];
  // A card that is still on its way is told of, too: effects come in no order.
  const coming = asked.filter((place) => !view.undelivered.some((one) => one.conversation === place.conversation));
  const withCard = [...shown, ...coming.filter((place) => !shown.some((one) => isSame(one, place)))];
  const own = await unitPlaces(rooms, request.businessUnit);
  return [
    ...withCard.filter(threaded),
    ...own.filter((place) => ![...withCard, ...asked].some((one) => isSame(one, place))),
  ];
}

/** Says it to the people who are asked, and in the thread of every channel's card. What is decided needs no reminder. */
async function tellApprovers(
  rooms: DeliveryRooms,
  order: Order,
  view: RequestView,
  words: (view: RequestView) => string,
): Promise<void> {
  const { id, businessUnit: unit } = view.request;
  if (!isPending(view.request)) return;
  const shown = await rooms.posted.messages(id);
  const channels = shown.map(({ place }) => place).filter(isChannel);
  const people = peopleAsked(view).map(({ person }) => person);
  const about = { request: id, unit, people, channels, zone: view.timeZone };
  await tell(rooms, { id: order.id, text: words(view), kind: "reminder", ...about });
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
  const channels = rooms.chats.map(({ platform, tenant }) => ({ platform, tenant, conversation }));
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
