/** What a policy says of one request: the first rule that holds, and what follows from it. */
import type { Stage } from "../../../machines/approval.ts";
import type { Pace, Policy, Rule } from "./document.ts";
import type { RequestFacts } from "./facts.ts";
import type { AskIn } from "./shape.ts";
import { after, whileWorking } from "./span.ts";

/** What was ruled when the request was submitted; later policies do not touch it. */
export interface Ruling extends Pace {
  /** The policy's version. */
  policy: number;
  rule: string;
  /** Why it is asked, in words for the card. */
  why: string;
  stages: Stage[];
  askIn: AskIn[];
}

/** How many machines a business unit got by each rule in its period so far. */
export type Used = Readonly<Record<string, number>>;

/** What became of one rule on the way to the one that fired. */
export interface Trial {
  rule: string;
  outcome: "fires" | "does not hold" | "is used up" | "cannot be told";
  /** What is to be known of it beside. */
  note: string;
}

export function ruleOn(policy: Policy, facts: RequestFacts, used: Used): Ruling {
  return explain(policy, facts, used).ruling;
}

/** The ruling, and each rule that was looked at for it. */
export function explain(policy: Policy, facts: RequestFacts, used: Used): { ruling: Ruling; trials: Trial[] } {
  const trials: Trial[] = [];
  for (const rule of policy.rules) {
    const trial = tryOut(rule, facts, used);
    trials.push(trial);
    if (trial.outcome === "fires") return { ruling: rulingBy(rule, policy, facts, used), trials };
    if (trial.outcome === "cannot be told") return { ruling: careful(policy, `${rule.name}: ${trial.note}`), trials };
  }
  return { ruling: careful(policy, "no rule of the policy speaks of it"), trials };
}

/** When those who decide are to be reminded next, having been reminded so often; null: not any more. */
export function nextReminder({ remind, hours }: Pace, from: Date, reminders: number, zone: string): Date | null {
  if (!remind || reminders >= remind.times) return null;
  return whileWorking(after(from, remind.after, { hours, zone }, remind.factor ** reminders), hours);
}

/** What is never granted unseen. */
const LOOKED_AT: Record<string, string> = {
  review: "somebody looks at a review",
  "report.dispute": "somebody looks at a disputed charge",
};

/** A condition that cannot be evaluated decides nothing. */
function tryOut(rule: Rule, facts: RequestFacts, used: Used): Trial {
  const { name, free } = rule;
  const always = LOOKED_AT[facts.kind];
  if (always && rule.stages.length === 0)
    return { rule: name, outcome: "does not hold", note: `${always}, whatever else is let pass` };
  try {
    if (!rule.holds(facts)) return { rule: name, outcome: "does not hold", note: rule.when };
  } catch (error) {
    return {
      rule: name,
      outcome: "cannot be told",
      note: error instanceof Error ? (error.message.split("\n")[0] ?? "") : "",
    };
  }
  if (free && (used[name] ?? 0) + facts.count > free.first)
    return { rule: name, outcome: "is used up", note: usedText(rule, used) };
  return { rule: name, outcome: "fires", note: rule.when };
}

function rulingBy(rule: Rule, { version }: Policy, facts: RequestFacts, used: Used): Ruling {
  const { name, why, stages, askIn, remind, escalate, expire, hours } = rule;
  const said = why.replaceAll("{kind}", facts.kind.replace(".", " "));
  const reason = rule.free ? `${said} (${usedText(rule, used)})` : said;
  return { policy: version, rule: name, why: reason, stages, askIn, remind, escalate, expire, hours };
}

function usedText({ name, free }: Rule, used: Used): string {
  return free ? `${used[name] ?? 0} of ${free.first} free ones used this ${free.per}` : "";
}

/** Where the policy is silent, an admin of the datacenter is asked. */
function careful({ version }: Policy, why: string): Ruling {
  return {
    ...{ policy: version, rule: "", why, stages: [{ asks: [{ from: ["datacenter-admin"], need: 1 }] }] },
    ...{ askIn: ["approvals"], remind: null, escalate: null, expire: { after: "7d", grants: false }, hours: null },
  };
}
