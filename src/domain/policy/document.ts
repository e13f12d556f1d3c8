/** A policy as data: rules in order, each with a condition and what follows where it holds. */
import type { Ask, Stage } from "../../../machines/approval.ts";
import { readDocument } from "../document.ts";
import type { Condition } from "./condition.ts";
import { type AskIn, type Period, policyFile, type WrittenAsk, type WrittenRule } from "./shape.ts";
import type { Hours, Span } from "./span.ts";

/** Nobody is asked about the first so many machines that a business unit gets by this rule in a period. */
interface Free {
  first: number;
  per: Period;
}

/** What time does to a pending request. */
export interface Pace {
  /** The first reminder after a span, each further one after `factor` times as long; null: nobody is reminded. */
  remind: { after: Span; factor: number; times: number } | null;
  /** After a span these groups may decide, too. */
  escalate: { after: Span; to: string[] } | null;
  expire: { after: Span; grants: boolean };
  hours: Hours | null;
}

export interface Rule extends Pace {
  name: string;
  /** For the card; `{kind}` stands for what is asked. */
  why: string;
  holds: Condition;
  /** The condition as it was written. */
  when: string;
  /** Nobody is asked where there are none. */
  stages: Stage[];
  free: Free | null;
  askIn: AskIn[];
}

export interface Policy {
  version: number;
  rules: Rule[];
}

/**
 * Reads a policy. Throws a Refusal `invalid` that names the file, the line and the column; also for a group that is none
 * of `groups`, where these are given: one that nobody can be in would be waited for without end.
 */
export function readPolicy(name: string, text: string, version: number, groups?: readonly string[]): Policy {
  return { version, rules: readDocument(policyFile(groups), name, text).rules.map(ruleOf) };
}

/** Every group that a rule asks, now or when nobody answers. */
export function groupsOf({ stages, escalate }: Rule): string[] {
  return [...new Set([...stages.flatMap(({ asks }) => asks.flatMap(({ from }) => from)), ...(escalate?.to ?? [])])];
}

/** Does a condition of it mention this fact, or one within it? What is never mentioned need not be found out. */
export function asksAbout({ rules }: Policy, fact: string): boolean {
  return rules.some(({ when }) => new RegExp(`\\b${fact}\\b`).test(when));
}

function ruleOf(written: WrittenRule): Rule {
  const { name, why = name, when, free = null, stages = [], remind = null, escalate = null, expire } = written;
  return {
    ...{ name, why, free, remind, escalate, hours: written.hours ?? null, askIn: written["ask-in"] },
    ...(when ?? { when: "true", holds: () => true }),
    stages: stages.map((one) => ({ asks: ("all" in one ? one.all : [one]).map(askOf) })),
    expire: { after: expire.after, grants: expire.to === "approve" },
  };
}

/** Who is quiet may answer as well as the others. */
function askOf({ need, from, quiet }: WrittenAsk): Ask {
  return { need, from: [...new Set([...from, ...quiet])], ...(quiet.length ? { quiet } : {}) };
}
