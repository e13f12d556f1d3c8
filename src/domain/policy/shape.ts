/** The shape of a policy's file, as it is written: what each rule may say, and what is wrong with one that does not. */
import { IANAZone } from "luxon";
import { z } from "zod";
import { parseDays } from "../weekdays.ts";
import { readCondition, slowPart } from "./condition.ts";
import { isSpan } from "./span.ts";

/** Where the card is shown to those who decide: the approvals channel, the unit's own, each of them in private. */
const ASK_IN = ["approvals", "unit", "each"] as const;

export type AskIn = (typeof ASK_IN)[number];

const PERIODS = ["day", "week", "month", "quarter", "year"] as const;

export type Period = (typeof PERIODS)[number];

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

const file = z.strictObject({ rules: z.array(ruleShape).min(1).max(200).superRefine(requireUnique) });

export type WrittenAsk = z.output<typeof ask>;
export type WrittenRule = z.output<typeof ruleShape>;

/** A policy's file. Where `groups` are given it is to be put in force: it asks some of these, and keeps nobody waiting. */
export function policyFile(groups?: readonly string[]) {
  if (!groups) return file;
  return file.superRefine((policy, context) => {
    requireQuick(policy, context);
    requireGroups(policy, groups, context);
  });
}

/** `mon-fri`, `mon,wed`: days of the week, 1 is Monday. */
function daysIn(text: string, context: z.RefinementCtx): number[] {
  const days = parseDays(text);
  if (days) return days;
  context.addIssue({ code: "custom", message: "it names no days such as mon-fri or mon,wed" });
  return z.NEVER;
}

function requireQuick({ rules }: { rules: WrittenRule[] }, context: z.RefinementCtx): void {
  for (const [at, { when }] of rules.entries()) {
    const slow = when && slowPart(when.when);
    if (slow) context.addIssue({ code: "custom", path: ["rules", at, "when"], message: slow.message, params: slow });
  }
}

function requireGroups({ rules }: { rules: WrittenRule[] }, groups: readonly string[], context: z.RefinementCtx): void {
  for (const { path, group } of rules.flatMap(groupsWritten)) {
    if (groups.includes(group)) continue;
    context.addIssue({ code: "custom", path, message: `${group} is no role; there are ${groups.join(", ")}` });
  }
}

/** Every group that a rule names, and where in the file. */
function groupsWritten({ stages = [], escalate }: WrittenRule, at: number): { path: PropertyKey[]; group: string }[] {
  const named = (list: string[], ...path: PropertyKey[]) =>
    list.map((group, place) => ({ path: ["rules", at, ...path, place], group }));
  const asks = stages.flatMap((one, stage) =>
    "all" in one
      ? one.all.map((each, place) => ({ each, path: ["stages", stage, "all", place] }))
      : [{ each: one, path: ["stages", stage] }],
  );
  return [
    ...asks.flatMap(({ each, path }) => [...named(each.from, ...path, "from"), ...named(each.quiet, ...path, "quiet")]),
    ...named(escalate?.to ?? [], "escalate", "to"),
  ];
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
