/** Terms of offers: what they come to in numbers, and which kinds of requests have none of them. */
import type { Step, Terms } from "../../../machines/memory.ts";
import { NOTHING } from "../../domain/amount.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Asked } from "./kind.ts";

/** What is about no machine and no room. */
export const NOTHING_ASKED: Asked = { count: 1, size: NOTHING, dayCost: 0n, template: null, until: null };

/** What each of the terms is typed as. */
const OPTIONS: Record<keyof Terms, string> = {
  memoryMb: "--memory",
  diskGb: "--storage",
  count: "--count",
  until: "--until",
  amount: "--amount",
};

/** Refuses terms of which this request has none, and an offer that names nothing. */
export function requireTerms(terms: Terms, known: readonly (keyof Terms)[]): void {
  const named = (Object.keys(OPTIONS) as (keyof Terms)[]).filter((term) => terms[term] !== undefined);
  const can = known.length
    ? `it can be offered with ${known.map((term) => OPTIONS[term]).join(", ")}`
    : "approve or reject it";
  if (named.length === 0) throw new Refusal("bad-arguments", "an offer needs numbers", can);
  const strange = named.find((term) => !known.includes(term));
  if (strange) throw new Refusal("bad-arguments", `this request has no ${OPTIONS[strange]} to be changed`, can);
}

/** For requests that can only be granted as they are. */
export function noTerms(_details: unknown, terms: Terms): never {
  requireTerms(terms, []);
  throw new Error("offering terms that were refused");
}

/** The number after this step; refuses one that leaves nothing. */
export function stepped(before: number, step: Step | undefined, term: keyof Terms): number {
  if (!step) return before;
  const amount = step.relative ? before + step.amount : step.amount;
  if (amount > 0) return amount;
  throw new Refusal("bad-arguments", `${OPTIONS[term]} would leave nothing`, "offer more, or reject it");
}
