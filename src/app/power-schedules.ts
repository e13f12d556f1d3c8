/** The use case of power schedules: people set them, change them, and end them. */
import type { Actor } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import { contradicts, nextTimes, type PowerSchedule, type PowerTimes } from "../domain/power-schedule.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Weekly } from "../domain/weekly.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import type { Machines } from "./machines.ts";
import type { Vm } from "./reads.ts";

/** Power schedules as they are kept, at most one for a machine. */
export interface PowerStore {
  of(machine: string): Promise<PowerSchedule | null>;
  /** In place of any other. */
  set(machine: string, schedule: PowerSchedule, by: Actor): Promise<void>;
  /** False when there is none. */
  end(machine: string, by: Actor): Promise<boolean>;
}

/** What is to be another than it is; null: there shall be none, absent: it stays. */
interface PowerWish {
  stop?: Weekly | null | undefined;
  start?: Weekly | null | undefined;
  zone?: string | undefined;
}

export interface PowerSchedules {
  /** The schedule that the machine has from now on; null: none. */
  set(name: string, wish: PowerWish, actor: Actor): Promise<PowerSchedule | null>;
}

export interface PowerRooms {
  powerStore: PowerStore;
  machines: Pick<Machines, "find">;
  datacenters: Datacenters;
  now(): Date;
}

export function startPowerSchedules(rooms: PowerRooms): PowerSchedules {
  return { set: (name, wish, actor) => set(rooms, name, wish, actor) };
}

async function set(rooms: PowerRooms, name: string, wish: PowerWish, actor: Actor): Promise<PowerSchedule | null> {
  const { powerStore, machines, datacenters, now } = rooms;
  const vm = await machines.find(name, actor);
  requirePermission(actor, "vm.operate", vm);
  const before = await powerStore.of(vm.id);
  const times = { stop: wished(wish.stop, before?.times.stop), start: wished(wish.start, before?.times.start) };
  if (!times.stop && !times.start) {
    if (await powerStore.end(vm.id, actor)) return null;
    throw noSchedule(vm);
  }
  requireSense(times);
  const zone = wish.zone ?? before?.zone ?? (await datacenters.settings()).timeZone;
  const schedule = { times, zone, next: nextTimes({ times, zone }, now()), paused: null };
  await powerStore.set(vm.id, schedule, actor);
  return schedule;
}

function wished(wish: Weekly | null | undefined, before: Weekly | null | undefined): Weekly | null {
  return wish === undefined ? (before ?? null) : wish;
}

function noSchedule({ name }: Vm): Refusal {
  const usage = `give it one: vm schedule ${name} --stop "mon-fri 19:00" --start "mon-fri 07:00"`;
  return new Refusal("not-found", `${name} has no power schedule`, usage);
}

function requireSense(times: PowerTimes): void {
  if (!contradicts(times)) return;
  throw new Refusal("bad-arguments", "it would be stopped and started at the same time", "name another time", "start");
}
