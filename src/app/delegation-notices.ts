/** What is said and shown anew when somebody begins or ceases to stand in for somebody. */
import { backText, beginningText, endText } from "../cards/delegation-words.ts";
import type { RequestView } from "../cards/request-view.ts";
import type { Someone } from "../domain/actor.ts";
import type { Delegation } from "../domain/delegation.ts";
import { askPeople } from "./asking.ts";
import type { Order } from "./orders.ts";
import { type TellingRooms, tell } from "./telling.ts";

type Carry = (rooms: TellingRooms, order: Order) => Promise<void>;

/** What becomes of each order about a delegation. */
export const DELEGATION_CARRIERS: Record<string, Carry> = {
  async "begin-delegation"(rooms, order) {
    const delegation = delegationIn(order);
    const waiting = await askAnew(rooms, order, delegation);
    await sayTo(rooms, order.id, delegation.delegate, beginningText(delegation, waiting));
  },
  async "end-delegation"(rooms, order) {
    const delegation = delegationIn(order);
    await askAnew(rooms, order, delegation);
    await sayTo(rooms, order.id, delegation.delegate, endText(delegation));
    if (order.payload.how === "over") await sayTo(rooms, order.id, delegation.person, backText(delegation));
  },
};

/** How many pending requests are looked at; the cards of others are right when they are drawn next. */
const MOST = 500;

/** The cards of what waits for them say who decides now, and who is asked now sees them. Returns how many wait. */
async function askAnew(rooms: TellingRooms, order: Order, { person: { person } }: Delegation): Promise<number> {
  const pending = await rooms.views.list({ units: null, waiting: true, most: MOST });
  const theirs = pending.filter(({ deciders }) => deciders.some((one) => one.person === person));
  const own = pending.filter(({ request }) => request.requester === person);
  await rooms.posted.outdate([...theirs, ...own].map(idOf));
  for (const view of theirs) await askPeople(rooms, `${order.id}/${idOf(view)}`, view);
  return theirs.length;
}

async function sayTo(rooms: TellingRooms, id: string, { person }: Someone, text: string): Promise<void> {
  const { timeZone: zone } = await rooms.datacenters.facts();
  const about = { request: null, unit: null, channels: [], kind: "urgent" as const, zone };
  await tell(rooms, { id, text, people: [person], ...about });
}

/** Written by ourselves, in the transaction that began or ended it. */
function delegationIn({ payload }: Order): Delegation {
  const { person, delegate, until, reason } = payload as unknown as Delegation;
  return { person, delegate, until, reason };
}

function idOf({ request }: RequestView): string {
  return request.id;
}
