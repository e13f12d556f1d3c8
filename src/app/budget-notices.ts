/** What is said when much of a budget is spent: to the unit's admins, in its channel and in that of the datacenter's admins. */
import { type BudgetAlert, budgetAlertText } from "../cards/budget-text.ts";
import type { Order } from "./orders.ts";
import { unitAdmins } from "./people.ts";
import type { Roles } from "./people-ports.ts";
import { unitPlaces } from "./places.ts";
import { inEveryChat, type TellingRooms, tell } from "./telling.ts";

export interface BudgetNoticeRooms extends TellingRooms {
  roles: Pick<Roles, "members">;
}

/** Says it once in each place, with the figures of the moment at which the alert was reached. */
export async function tellBudget(rooms: BudgetNoticeRooms, { id, payload }: Order): Promise<void> {
  const alert = payload as unknown as BudgetAlert & { unitId: string };
  const { approvalsChannel, timeZone: zone, currency } = await rooms.datacenters.settings();
  const people = await unitAdmins(rooms.roles, alert.unitId);
  const channels = [...(await unitPlaces(rooms, alert.unitId)), ...inEveryChat(rooms.chats, approvalsChannel)];
  const about = { request: null, unit: alert.unitId, people, channels, zone };
  await tell(rooms, { id, text: budgetAlertText(alert, currency), kind: "urgent", ...about });
}
