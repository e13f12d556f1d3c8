/** Asking about what lies idle, each once: who asked for a machine, and of all else the unit's admins and its channel. */
import { idleCard } from "../cards/idle-card.ts";
import { may } from "../domain/permission.ts";
import { everywhere } from "./everywhere.ts";
import type { IdleMachine, IdleReservation } from "./idle.ts";
import type { Order } from "./orders.ts";
import { actorOf, unitAdmins } from "./people.ts";
import type { Roles } from "./people-ports.ts";
import { privatePlaces, unitPlaces } from "./places.ts";
import { postIn, type ReportPostingRooms } from "./report-posting.ts";
import type { TellingRooms } from "./telling.ts";

export interface IdleNoticeRooms extends ReportPostingRooms, TellingRooms {
  roles: Pick<Roles, "members">;
}

export async function askIdle(rooms: IdleNoticeRooms, { id, payload }: Order): Promise<void> {
  const idle = payload as unknown as IdleReservation | IdleMachine;
  const own = "machine" in idle ? await requesterPlaces(rooms, idle) : [];
  const unit = "machine" in idle ? idle.businessUnit : idle.unit;
  const places = own.length > 0 ? own : await adminPlaces(rooms, unit);
  await everywhere(places, (place) => postIn(rooms, id, place, idleCard(idle)));
}

/** None where they may not stop it any more. */
async function requesterPlaces(rooms: IdleNoticeRooms, idle: IdleMachine) {
  const actor = await actorOf(rooms.directory, idle.requester);
  return actor && may(actor, "vm.operate", idle) ? privatePlaces(rooms, idle.requester) : [];
}

async function adminPlaces(rooms: IdleNoticeRooms, unit: string) {
  const admins = await unitAdmins(rooms.roles, unit);
  const own = await Promise.all(admins.map((person) => privatePlaces(rooms, person)));
  return [...(await unitPlaces(rooms, unit)), ...own.flat()];
}
