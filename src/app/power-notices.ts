/** What is said of power schedules: a time that passed without anything being done, and a schedule that is paused. */
import type { Order } from "./orders.ts";
import { unitPlaces } from "./places.ts";
import type { PowerNotice } from "./power-times.ts";
import { type TellingRooms, tell } from "./telling.ts";

type Carry = (rooms: TellingRooms, order: Order) => Promise<void>;

/** What becomes of each order about a schedule. What was left alone is said quietly, to who set the schedule alone. */
export const POWER_CARRIERS: Record<string, Carry> = {
  async "tell-schedule"(rooms, { id, payload }) {
    const { text, person, unit, isPaused } = payload as unknown as PowerNotice;
    const { timeZone: zone } = await rooms.datacenters.settings();
    const channels = isPaused ? await unitPlaces(rooms, unit) : [];
    const kind = isPaused ? "urgent" : "outcome";
    await tell(rooms, { id, text, request: null, unit, people: [person], channels, kind, zone });
  },
};
