/** A policy as data: rules in order, each with a condition and what follows where it holds. */
import { IANAZone } from "luxon";
import { z } from "zod";
import type { Ask, Stage } from "../../../machines/approval.ts";
import { readDocument } from "../document.ts";
import { type Condition, readCondition } from "./condition.ts";
import { type Hours, isSpan, type Span } from "./span.ts";

/** Where the card is shown to those who decide: the approvals channel, the unit's own, each of them in private. */
const ASK_IN = ["approvals", "unit", "each"] as const;

export type AskIn = (typeof ASK_IN)[number];

const PERIODS = ["day", "week", "month", "quarter", "year"] as const;

/** Nobody is asked about the first so many machines that a business unit gets by this rule in a period. */
interface Free {
  first: number;
  per: (typeof PERIODS)[number];
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

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const span = z.string().refine(isSpan, "it is no span such as 30m, 4h or 7d");

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "it is no time such as 09:00");

const group = z.string().regex(/^[a-z][a-z0-9-]*$/, "it is no name of a role");

const ask = z.strictObject({
  need: z.number().int().min(1).max(100).default(1),
  from: z.array(group).min(1),
  quiet: z.array(group).default([]),
});

const stage = z.union([z.strictObject({ all: z.array(ask).min(1) }), ask], {
  error: "expected { need, from } or { all: [{ need, from } …] }",
});

const condition = z.string().transform((text, context) => {
  const read = readCondition(text);
  if (typeof read === "function") return { when: text, holds: read };
  context.addIssue({ code: "custom", message: read.message, params: { at: read.at } });
  return z.NEVER;
});

const hours = z
  .strictObject({
    days: z.string().transform(daysIn),
    from: time,
    to: time,
    zone: z.string().refine(isZone, "there is no such time zone"),
  })
  .refine(({ from, to }) => from < to, "the day ends before it begins");

const ruleShape = z
  .strictObject({
    name: z.string().min(1).max(80),
    why: z.string().min(1).max(200).optional(),
    when: condition.optional(),
    approve: z.literal(true).optional(),
    free: z
      .strictObject({ first: z.number().int().min(1).max(1_000_000), per: z.enum(PERIODS).default("month") })
      .optional(),
    stages: z.array(stage).min(1).max(10).optional(),
    "ask-in": z.array(z.enum(ASK_IN)).min(1).default(["approvals"]),
    remind: z
      .strictObject({
        after: span,
        factor: z.number().min(1).max(10).default(2),
        times: z.number().int().min(1).max(20).default(3),
      })
      .optional(),
    escalate: z.strictObject({ after: span, to: z.array(group).min(1) }).optional(),
    expire: z
      .strictObject({ after: span, to: z.enum(["reject", "approve"]).default("reject") })
      .default({ after: "7d", to: "reject" }),
    hours: hours.optional(),
  })
  .refine(
    ({ approve, free, stages }) => [approve, free, stages].filter((one) => one !== undefined).length === 1,
    "it needs just one of approve, free and stages",
  );

/** A policy's file. */
const file = z.strictObject({ rules: z.array(ruleShape).min(1).max(200).superRefine(requireUnique) });

/** Reads a policy. Throws a Refusal `invalid` that names the file, the line and the column. */
export function readPolicy(name: string, text: string, version: number): Policy {
  return { version, rules: readDocument(file, name, text).rules.map(ruleOf) };
}

/** Every group that a rule asks, now or when nobody answers. */
export function groupsOf({ stages, escalate }: Rule): string[] {
  return [...new Set([...stages.flatMap(({ asks }) => asks.flatMap(({ from }) => from)), ...(escalate?.to ?? [])])];
}

function ruleOf(written: z.output<typeof ruleShape>): Rule {
  const { name, why = name, when, free = null, stages = [], remind = null, escalate = null, expire } = written;
  return {
    ...{ name, why, free, remind, escalate, hours: written.hours ?? null, askIn: written["ask-in"] },
    ...(when ?? { when: "true", holds: () => true }),
    stages: stages.map((one) => ({ asks: ("all" in one ? one.all : [one]).map(askOf) })),
    expire: { after: expire.after, grants: expire.to === "approve" },
  };
}

/** Who is quiet may answer as well as the others. */
function askOf({ need, from, quiet }: z.output<typeof ask>): Ask {
  return { need, from: [...new Set([...from, ...quiet])], ...(quiet.length ? { quiet } : {}) };
}

/** `mon-fri`, `mon,wed`: days of the week, 1 is Monday. */
function daysIn(text: string, context: z.RefinementCtx): number[] {
  const parts = text.split(",").map((part) => part.trim().split("-"));
  const days = parts.flatMap(([first = "", last = first]) => {
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    return from < 0 || to < from ? [Number.NaN] : DAYS.slice(from, to + 1).map((_, at) => from + at + 1);
  });
  if (!days.some(Number.isNaN)) return [...new Set(days)].sort();
  context.addIssue({ code: "custom", message: "it names no days such as mon-fri or mon,wed" });
  return z.NEVER;
}

function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

function requireUnique(rules: { name: string }[], context: z.RefinementCtx): void {
  for (const [at, { name }] of rules.entries()) {
    if (rules.findIndex((one) => one.name === name) === at) continue;
    context.addIssue({ code: "custom", path: [at, "name"], message: `there is another rule ${name}` });
  }
}
