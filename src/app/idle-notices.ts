/** Asking about an idle reservation: the unit's admins in private, and its channel, each once. */
import { idleCard } from "../cards/idle-card.ts";
import { everywhere } from "./everywhere.ts";
import type { IdleReservation } from "./idle.ts";
import type { Order } from "./orders.ts";
import type { Roles } from "./people-ports.ts";
import { privatePlaces, unitPlaces } from "./places.ts";
import { postIn, type ReportPostingRooms } from "./report-posting.ts";
import type { TellingRooms } from "./telling.ts";

export interface IdleNoticeRooms extends ReportPostingRooms, TellingRooms {
  roles: Pick<Roles, "members">;
}

export async function askIdle(rooms: IdleNoticeRooms, { id, payload }: Order): Promise<void> {
  const idle = payload as unknown as IdleReservation;
  const members = await rooms.roles.members(idle.unit);
  const admins = members.filter(({ role, on }) => role === "bu-admin" && on === null).map(({ person }) => person);
  const own = await Promise.all([...new Set(admins)].map((person) => privatePlaces(rooms, person)));
  const places = [...(await unitPlaces(rooms, idle.unit)), ...own.flat()];
  await everywhere(places, (place) => postIn(rooms, id, place, idleCard(idle)));
}
