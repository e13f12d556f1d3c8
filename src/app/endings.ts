/** The use cases of ends: another last day, a decommission, and what the calendar brings. */
import type { Actor } from "../domain/actor.ts";
import { lastDayOf } from "../domain/ending.ts";
import { requirePermission } from "../domain/permission.ts";
import { seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Request, subjectOf } from "../domain/request.ts";
import { type CalendarRooms, type Expiring, endsOnTheCalendar } from "./calendar.ts";
import { ownInfrastructure } from "./changes.ts";
import type { Timetable } from "./deadlines.ts";
import { SAVABLE } from "./kinds/winding-up.ts";
import type { Directory } from "./people-ports.ts";
import type { Infrastructure, Infrastructures, RequestViews, Vms } from "./reads.ts";
import type { Requests } from "./requests.ts";

/** The ends of infrastructures, as they are kept. */
export interface EndingStore {
  /** Those whose last day, as it was agreed on, is not after this one, and that was not made known yet; all when null. */
  expiring(until: string | null): Promise<Expiring[]>;
  /** Ids of the requests to end it that stand in one of these states. */
  endingsOf(infrastructure: string, states: string[]): Promise<string[]>;
  /** Ids of the people whom its end concerns: admins of its business unit, and who asked for it. */
  concerned(infrastructure: string): Promise<string[]>;
}

export interface Endings {
  /** `subject` is the infrastructure's name, or the id of the request that ends it. */
  extend(subject: string, until: string, actor: Actor): Promise<Request>;
  /** The infrastructure that this person would extend, with its last day. Throws the Refusals of `extend`. */
  ending(subject: string, actor: Actor): Promise<{ name: string; until: string | null }>;
  /** Asks for it; where one came to nothing on its way, that one is tried again. `confirm` is the name once more. */
  decommission(subject: string, ask: { confirm: string; reason: string }, actor: Actor): Promise<Request>;
  /** The infrastructure has another last day: what was to end it is told so. */
  save(infrastructure: string, reason: string): Promise<void>;
}

export interface EndingRooms {
  endingStore: EndingStore;
  infrastructures: Infrastructures;
  views: RequestViews;
  vms: Vms;
  directory: Directory;
  requests: Requests;
}

export function startEndings(rooms: EndingRooms): Endings {
  return {
    extend: (subject, until, actor) => extend(rooms, subject, until, actor),
    ending: (subject, actor) => edited(rooms, subject, actor),
    decommission: (subject, ask, actor) => decommission(rooms, subject, ask, actor),
    async save(infrastructure, reason) {
      for (const id of await rooms.endingStore.endingsOf(infrastructure, [...SAVABLE])) {
        await rooms.requests.tell(id, { type: "SAVE", reason });
      }
    },
  };
}

async function extend(rooms: EndingRooms, subject: string, until: string, actor: Actor): Promise<Request> {
  const { id, name, businessUnit, until: from } = await edited(rooms, subject, actor);
  const details = { kind: "infra.extend", infrastructure: id, name, from, until } as const;
  return rooms.requests.submit({ details, businessUnit, wait: false }, actor.identity);
}

async function decommission(
  rooms: EndingRooms,
  subject: string,
  { confirm, reason }: { confirm: string; reason: string },
  actor: Actor,
): Promise<Request> {
  const { id, name, businessUnit, ending } = await edited(rooms, subject, actor);
  if (confirm !== name) {
    const usage = `usage: infra decommission ${name} --confirm ${name}`;
    throw new Refusal("bad-arguments", `${confirm} is not ${name}, so nothing was done`, usage, "confirm");
  }
  if (ending && (ending.state === "notStopped" || ending.state === "notDeleted"))
    return rooms.requests.decide(ending.id, actor.identity, { kind: "retry", reason });
  const [pending] = await rooms.endingStore.endingsOf(id, PENDING_STATES);
  if (pending)
    throw new Refusal(
      "duplicate",
      `${name} is to be decommissioned already: ${pending}`,
      `see: request show ${pending}`,
    );
  const all = await rooms.vms.list({ units: [businessUnit], on: name });
  const machines = all.map((vm) => ({ id: vm.id, name: vm.name }));
  const details = { kind: "infra.decommission", infrastructure: id, name, machines, reason } as const;
  return rooms.requests.submit({ details, businessUnit, wait: false }, actor.identity);
}

/** Asked for, and not decided. */
const PENDING_STATES = ["awaitingApproval", "awaitingAnswer", "awaitingAcceptance"];

/** One that this person may change. */
async function edited(rooms: EndingRooms, subject: string, actor: Actor): Promise<Infrastructure> {
  const one = await infrastructureOf(rooms, subject, actor);
  requirePermission(actor, "infra.edit", { businessUnit: one.businessUnit, infrastructure: one.id });
  return one;
}

/** By its name, or by the id of a request about it: what is pressed on a card has only that. */
async function infrastructureOf(rooms: EndingRooms, subject: string, actor: Actor): Promise<Infrastructure> {
  const view = await rooms.views.view(subject);
  const details = view && seesRequest(view.request, actor) ? view.request.details : null;
  const isAbout = details?.kind.startsWith("infra.") && subjectOf(details);
  const name = isAbout || subject;
  return ownInfrastructure(rooms.infrastructures, name, actor);
}

/** The ends of infrastructures. */
export function calendarEnds(rooms: CalendarRooms & Pick<EndingRooms, "endingStore">): Timetable {
  return endsOnTheCalendar(rooms, {
    expiring: rooms.endingStore.expiring,
    details: ({ id, name, until, usableAt, timeZone }) => {
      const lastDay = lastDayOf(until, usableAt, timeZone);
      return { kind: "infra.end", infrastructure: id, name, until, lastDay };
    },
  });
}
