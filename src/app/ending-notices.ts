/** What a business unit sees of an end: the card where its people meet, a reminder, and each step on the way. */
import { endingText, reminderOfEnd } from "../cards/ending-text.ts";
import type { RequestView } from "../cards/request-view.ts";
import type { Place } from "./chat.ts";
import type { EndingStore, Endings } from "./endings.ts";
import { everywhere } from "./everywhere.ts";
import type { LeaseStore, Leases } from "./leases.ts";
import type { Order } from "./orders.ts";
import { privatePlaces, unitPlaces } from "./places.ts";
import { show } from "./posting.ts";
import type { Requests } from "./requests.ts";
import { type TellingRooms, tell } from "./telling.ts";

export interface EndingNoticeRooms extends TellingRooms {
  endingStore: EndingStore;
  endings: Endings;
  leaseStore: LeaseStore;
  leases: Leases;
  requests: Requests;
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
  async "save-ending"({ endings, leases }, _order, { request: { id, details } }) {
    if (details.kind !== "infra.extend" && details.kind !== "vm.extend") return;
    const reason = `${id} extends it until ${details.until}`;
    if (details.kind === "infra.extend") return endings.save(details.infrastructure, reason);
    for (const machine of details.machines) await leases.save(machine.id, reason);
  },
};

async function showUnit(rooms: EndingNoticeRooms, _order: Order, view: RequestView): Promise<void> {
  await everywhere(await placesOf(rooms, view), (place) => show(rooms, view.request.id, place));
}

/** In the unit's channel, and to each person as they chose. What has gone on meanwhile is told of by its next step. */
async function tellUnit(rooms: EndingNoticeRooms, order: Order, view: RequestView, text: string): Promise<void> {
  const { request, timeZone: zone } = view;
  if (order.payload.state !== request.standing.state) return;
  const people = await peopleOf(rooms, view);
  const channels = people.length > 0 ? await unitPlaces(rooms, request.businessUnit) : [];
  const about = { request: request.id, unit: request.businessUnit, people, channels, zone };
  await tell(rooms, { id: order.id, text, kind: "urgent", ...about });
}

/** The business unit's channel, and in private everybody whom it concerns. */
async function placesOf(rooms: EndingNoticeRooms, view: RequestView): Promise<Place[]> {
  const people = await peopleOf(rooms, view);
  if (people.length === 0) return [];
  const own = await Promise.all(people.map((person) => privatePlaces(rooms, person)));
  return [...(await unitPlaces(rooms, view.request.businessUnit)), ...own.flat()];
}

/** Everybody whom an end concerns; nobody where nothing ends. */
async function peopleOf(rooms: EndingNoticeRooms, { request: { details, requester } }: RequestView): Promise<string[]> {
  if (details.kind === "vm.end") return rooms.leaseStore.owners(details.machines.map(({ id }) => id));
  if (details.kind !== "infra.end" && details.kind !== "infra.decommission") return [];
  return [...new Set([requester, ...(await rooms.endingStore.concerned(details.infrastructure))])];
}
