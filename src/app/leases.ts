/** The use cases of leases: another last day for a machine, and what the calendar brings. */
import type { Actor } from "../domain/actor.ts";
import { lastDayOf } from "../domain/ending.ts";
import { requirePermission } from "../domain/permission.ts";
import { isOfMachine, seesRequest } from "../domain/reader.ts";
import { type Request, subjectOf } from "../domain/request.ts";
import { type CalendarRooms, type Expiring, endsOnTheCalendar } from "./calendar.ts";
import type { Timetable } from "./deadlines.ts";
import { noLastDay } from "./kinds/extend-machine.ts";
import { SAVABLE } from "./kinds/winding-up.ts";
import type { Machines } from "./machines.ts";
import type { RequestViews, Vm } from "./reads.ts";
import type { Requests } from "./requests.ts";

/** A machine that can be used, and ends some day. */
export interface ExpiringMachine extends Expiring {
  template: string;
  service: string;
  infrastructure: string;
  role: string;
}

/** The ends of machines, as they are kept. */
export interface LeaseStore {
  /** Those whose last day is not after this one, and whose end was not made known yet; all when null. */
  expiring(until: string | null): Promise<ExpiringMachine[]>;
  /** Ids of the requests to end it that stand in one of these states. */
  endingsOf(machine: string, states: string[]): Promise<string[]>;
  /** Ids of the people who asked for these machines. */
  owners(machines: string[]): Promise<string[]>;
}

export interface Leases {
  /** `subject` is the machine's name, or the id of the request that ends it. */
  extend(subject: string, until: string, actor: Actor): Promise<Request>;
  /** The machine that this person would extend, with its last day. Throws the Refusals of `extend`. */
  ending(subject: string, actor: Actor): Promise<{ name: string; until: string }>;
  /** The machine has another last day: what was to end it is told so. */
  save(machine: string, reason: string): Promise<void>;
  /** Is this the id of a request about a machine? */
  isAbout(subject: string): Promise<boolean>;
}

export interface LeaseRooms {
  leaseStore: LeaseStore;
  machines: Pick<Machines, "find">;
  views: RequestViews;
  requests: Requests;
}

export function startLeases(rooms: LeaseRooms): Leases {
  return {
    extend: (subject, until, actor) => extend(rooms, subject, until, actor),
    ending: (subject, actor) => endingMachine(rooms, subject, actor),
    async save(machine, reason) {
      for (const id of await rooms.leaseStore.endingsOf(machine, [...SAVABLE])) {
        await rooms.requests.tell(id, { type: "SAVE", reason });
      }
    },
    async isAbout(subject) {
      const view = await rooms.views.view(subject);
      return view !== null && isOfMachine(view.request);
    },
  };
}

async function extend(rooms: LeaseRooms, subject: string, until: string, actor: Actor): Promise<Request> {
  const vm = await endingMachine(rooms, subject, actor);
  const { id, name, service, infrastructure, role, businessUnit } = vm;
  const place = { machines: [{ id, name }], service, infrastructure, role };
  const details = { kind: "vm.extend", from: vm.until, until, ...place } as const;
  return rooms.requests.submit({ details, businessUnit, wait: false }, actor.identity);
}

async function endingMachine(rooms: LeaseRooms, subject: string, actor: Actor): Promise<Vm & { until: string }> {
  const vm = await rooms.machines.find(await nameOf(rooms, subject, actor), actor);
  requirePermission(actor, "vm.ask", vm);
  const { until } = vm;
  if (until === null) throw noLastDay(vm.name);
  return { ...vm, until };
}

/** By its name, or by the id of a request about it: what is pressed on a card has only that. */
async function nameOf({ views }: LeaseRooms, subject: string, actor: Actor): Promise<string> {
  const view = await views.view(subject);
  const details = view && seesRequest(view.request, actor) ? view.request.details : null;
  return details && "machines" in details && details.machines.length === 1 ? subjectOf(details) : subject;
}

/** The ends of machines, made known as those of infrastructures are. */
export function leaseEnds({ leaseStore, ...rooms }: CalendarRooms & Pick<LeaseRooms, "leaseStore">): Timetable {
  return endsOnTheCalendar(rooms, {
    expiring: leaseStore.expiring,
    details({ id, name, until, usableAt, timeZone, template, service, infrastructure, role }) {
      const lastDay = lastDayOf(until, usableAt, timeZone);
      const place = { machines: [{ id, name }], template, service, infrastructure, role };
      return { kind: "vm.end", until, lastDay, ...place };
    },
  });
}
