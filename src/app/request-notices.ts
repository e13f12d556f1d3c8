/** Notices about a request: to who asked, to those who are asked, and to everybody whom a lone decision concerns. */
import { overrideText, reminderText, talkText } from "../cards/pending-words.ts";
import { outcomeSentence } from "../cards/request-card.ts";
import type { RequestView } from "../cards/request-view.ts";
import { isPending } from "../domain/reader.ts";
import { peopleAsked } from "./asking.ts";
import type { Place } from "./chat.ts";
import type { Order } from "./orders.ts";
import type { Roles } from "./people-ports.ts";
import { askedPlaces, chatOf, isChannel, isSame, unitPlaces } from "./places.ts";
import { isShown } from "./shown.ts";
import { type TellingRooms, tell } from "./telling.ts";

export interface RequestNoticeRooms extends TellingRooms {
  roles: Pick<Roles, "members">;
}

type Carry = (rooms: RequestNoticeRooms, order: Order, view: RequestView) => Promise<void>;

/** The orders to say something of a request. */
export const REQUEST_NOTICE_CARRIERS: Record<string, Carry> = {
  "remind-approvers": (rooms, order, view) => tellApprovers(rooms, order, view, reminderText),
  "tell-approvers": (rooms, order, view) => tellApprovers(rooms, order, view, talkText),
  "tell-requester": tellRequester,
  "tell-everybody": tellEverybody,
};

/** Says how it stands to who asked, and in the channels where a request's story can be read; what has no card has none. */
async function tellRequester(rooms: RequestNoticeRooms, order: Order, view: RequestView): Promise<void> {
  const { id, requester, businessUnit: unit, standing } = view.request;
  const isOutcome = !isPending(view.request);
  const channels = isShown(view.request, standing) ? await tellableChannels(rooms, view, isOutcome) : [];
  const about = { request: id, unit, people: [requester], channels, zone: view.timeZone };
  await tell(rooms, { id: order.id, text: outcomeSentence(view), kind: isOutcome ? "outcome" : "urgent", ...about });
}

/** Whoever asked for it, and every admin who could have been asked, hears that somebody decided alone. */
async function tellEverybody(rooms: RequestNoticeRooms, order: Order, view: RequestView): Promise<void> {
  const { id, requester, businessUnit: unit } = view.request;
  const admins = [...(await rooms.roles.members(null)), ...(unit === null ? [] : await rooms.roles.members(unit))];
  const told = admins.filter(({ role }) => ADMINS.has(role)).map(({ person }) => person);
  const channels = await tellableChannels(rooms, view, false);
  const about = { request: id, unit, people: [...new Set([requester, ...told])], channels, zone: view.timeZone };
  await tell(rooms, { id: order.id, text: overrideText(view), kind: "urgent", ...about });
}

const ADMINS: ReadonlySet<string> = new Set(["datacenter-admin", "bu-admin"]);

/** The thread of each channel's card; of an outcome the business unit hears in its channel where no card tells it. */
async function tellableChannels(rooms: RequestNoticeRooms, view: RequestView, isOutcome: boolean): Promise<Place[]> {
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
  rooms: RequestNoticeRooms,
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
