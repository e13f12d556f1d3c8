/** The locks of tasks: who holds each, since when, and who waits for it. */
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import type { LockParty, LockView } from "./lock-view.ts";
import { momentText } from "./moment.ts";
import { listText } from "./text.ts";

export function locksCard(locks: LockView[], zone: string): Card {
  const rows = locks.map(({ id, holder, waiting, broken, ...lock }) => [
    ...[String(id), lockText(lock), partyText(holder), `${holder.task}, ${holder.subject}`],
    ...[momentText(holder.since, zone), listText(waiting.map(partyText)), broken ?? ""],
  ]);
  const columns = ["id", "lock", "held by", "task", "since", "waiting", "broken"];
  return listCard(["lock", "locks"], columns, rows);
}

/** `images h1` */
export function lockText({ name, per }: Pick<LockView, "name" | "per">): string {
  return per ? `${name} ${per}` : name;
}

/** `REQ-7 (olga)` */
export function partyText({ request, person }: Pick<LockParty, "request" | "person">): string {
  return `${request} (${person})`;
}
