/** Scheduled reports in words: which there are, that one comes late, that one ends. */
import type { Refusal } from "../domain/refusal.ts";
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

export interface ScheduleView {
  id: string;
  report: string;
  unit: { name: string } | null;
  every: string;
  zone: string;
  channel: string;
  maker: { name: string };
  nextAt: Date;
}

export function schedulesCard(schedules: ScheduleView[]): Card {
  const columns = ["id", "report", "of", "when", "where", "by", "next"];
  const rows = schedules.map((one) => [
    ...[one.id, one.report, one.unit?.name ?? "everything", `${one.every} (${one.zone})`, one.channel],
    ...[one.maker.name, momentText(one.nextAt, one.zone)],
  ]);
  return listCard(["scheduled report", "scheduled reports"], columns, rows);
}

/** `RS-1: the utilization report of retail comes to #retail mon 09:00 (Europe/Berlin), next on Mon 11 Jan 2027, 09:00` */
export function scheduledText(one: ScheduleView): string {
  const { id, channel, every, zone, nextAt } = one;
  return `${id}: ${nameOf(one)} comes to ${channel} ${every} (${zone}), next on ${momentText(nextAt, zone)}`;
}

export function unscheduledText(one: ScheduleView): string {
  return `${one.id} has ended: ${nameOf(one)} comes to ${one.channel} no more`;
}

/** What comes so much later than it was due says so, in milliseconds. */
const LATE_MS = 10 * 60_000;

/** Null while it is in time. `since` is the first of the times that were missed. */
export function lateText({ zone }: ScheduleView, { due, since }: { due: Date; since: Date }, now: Date): string | null {
  if (now.getTime() - due.getTime() < LATE_MS) return null;
  const missed = since < due ? `; what was due since ${momentText(since, zone)} is left out` : "";
  return `This was due ${momentText(due, zone)}${missed}.`;
}

export function lapsedText(one: ScheduleView, why: Refusal): string {
  return `${one.id} has ended, and ${nameOf(one)} is not posted: ${why.message}`;
}

function nameOf({ report, unit }: ScheduleView): string {
  return `the ${report} report${unit ? ` of ${unit.name}` : ""}`;
}
