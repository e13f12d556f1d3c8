/** What a business unit sees of an end: the card where its people meet, a reminder, and each step on the way. */
import { endingText, reminderOfEnd } from "../cards/ending-text.ts";
import type { RequestView } from "../cards/request-view.ts";
import type { Place } from "./chat.ts";
import type { EndingStore, Endings } from "./endings.ts";
import { everywhere } from "./everywhere.ts";
import type { Order } from "./orders.ts";
import { isSame, type PlaceRooms, privatePlaces, unitPlaces } from "./places.ts";
import { type PostingRooms, sayOnce, show } from "./posting.ts";
import type { Requests } from "./requests.ts";

export interface EndingNoticeRooms extends PostingRooms, PlaceRooms {
  endingStore: EndingStore;
  endings: Endings;
  requests: Requests;
  now(): Date;
}

type Carry = (rooms: EndingNoticeRooms, order: Order, view: RequestView) => Promise<void>;

/** What becomes of each order about an end. */
export const ENDING_CARRIERS: Record<string, Carry> = {
  tend: async ({ requests }, _order, { request }) => void (await requests.tell(request.id, { type: "TEND" })),
  "show-unit": showUnit,
  "remind-unit": async (rooms, order, view) => {
    await showUnit(rooms, order, view);
    await tellUnit(rooms, order, view, reminderOfEnd(view, rooms.now()));
  },
  "tell-unit": (rooms, order, view) => tellUnit(rooms, order, view, endingText(view)),
  async "save-ending"({ endings }, _order, { request: { id, details } }) {
    if (details.kind !== "infra.extend") return;
    await endings.save(details.infrastructure, `${id} extends it until ${details.until}`);
  },
};

async function showUnit(rooms: EndingNoticeRooms, _order: Order, view: RequestView): Promise<void> {
  await everywhere(await placesOf(rooms, view), (place) => show(rooms, view.request.id, place));
}

/** Beside the card where there is one. What has gone on meanwhile is told of by its next step. */
async function tellUnit(rooms: EndingNoticeRooms, order: Order, view: RequestView, text: string): Promise<void> {
  if (order.payload.state !== view.request.standing.state) return;
  const shown = await rooms.posted.messages(view.request.id);
  await everywhere(await placesOf(rooms, view), async (place) => {
    const beside = shown.find((one) => isSame(one.place, place))?.message;
    await sayOnce(rooms, place, { id: order.id, request: view.request.id, text, beside });
  });
}

/** The business unit's channel, and in private everybody whom it concerns. */
async function placesOf(rooms: EndingNoticeRooms, { request }: RequestView): Promise<Place[]> {
  const { details } = request;
  if (details.kind !== "infra.end" && details.kind !== "infra.decommission") return [];
  const people = new Set([request.requester, ...(await rooms.endingStore.concerned(details.infrastructure))]);
  const own = await Promise.all([...people].map((person) => privatePlaces(rooms, person)));
  return [...(await unitPlaces(rooms, request.businessUnit)), ...own.flat()];
}
