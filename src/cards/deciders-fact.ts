/** Who may decide on a pending request, as a fact of its card. */
import { type Decider, toldOf } from "../domain/asked.ts";
import type { Fact } from "./card.ts";
import { awayText } from "./delegation-words.ts";
import type { RequestView } from "./request-view.ts";

const MOST_NAMES = 5;

/** `ben, dana, dee (2 told; dee is away until Fri 8 Jan 2027, ana decides in their place; dana quietly)` */
export function decidersFact({ deciders }: RequestView): Fact[] {
  if (deciders.length === 0) return [];
  const told = `${toldOf(deciders).length} told`;
  const notes = deciders.flatMap(noteOf);
  const shown = notes.length > MOST_NAMES ? [...notes.slice(0, MOST_NAMES - 1), "and others"] : notes;
  return [{ label: "May decide", value: `${namesText(deciders)} (${[told, ...shown].join("; ")})` }];
}

function noteOf({ name, away, delegate, quiet }: Decider): string[] {
  if (away && delegate) return [`${name} is away ${awayText({ until: away, delegate })}`];
  return quiet ? [`${name} quietly`] : [];
}

function namesText(deciders: readonly Decider[]): string {
  const names = deciders.map(({ name }) => name);
  if (names.length <= MOST_NAMES) return names.join(", ");
  return `${names.slice(0, MOST_NAMES - 1).join(", ")} and ${names.length - MOST_NAMES + 1} more`;
}
