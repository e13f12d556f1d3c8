/** What is said, and shown, of who stands in for whom. */
import type { Holder } from "../domain/actor.ts";
import type { Delegation } from "../domain/delegation.ts";
import type { Fact } from "./card.ts";
import { dayText } from "./moment.ts";
import { listText } from "./text.ts";

/** To who stands in from now on; `waiting`: how many requests they may decide on already. */
export function beginningText({ person, until, reason }: Delegation, waiting: number): string {
  const why = reason ? ` (${reason})` : "";
  const sentence = `${person.name} asks you to decide in their place until ${dayText(until)}${why}`;
  if (waiting === 0) return sentence;
  return `${sentence}; ${waiting === 1 ? "1 request waits" : `${waiting} requests wait`}: request list --waiting`;
}

/** To who stood in until now. */
export function endText({ person }: Delegation): string {
  return `You do not decide in the place of ${person.name} any more`;
}

/** To who was away: time has ended it. */
export function backText({ delegate, until }: Delegation): string {
  return `${dayText(until)} is over: ${delegate.name} does not decide in your place any more`;
}

/** `until Fri 8 Jan 2027, ana decides in their place` */
export function awayText({ until, delegate }: Pick<Delegation, "until" | "delegate">, whose = "their"): string {
  return `until ${dayText(until)}, ${delegate.name} decides in ${whose} place`;
}

/** Who is away, and for whom they stand in. */
export function delegationFacts(own: Delegation | null, standsInFor: readonly Holder[]): Fact[] {
  return [
    ...(own ? [{ label: "Away", value: `${awayText(own, "your")}${own.reason ? ` (${own.reason})` : ""}` }] : []),
    ...(standsInFor.length > 0
      ? [{ label: "Stands in for", value: listText(standsInFor.map(({ name }) => name)) }]
      : []),
  ];
}
