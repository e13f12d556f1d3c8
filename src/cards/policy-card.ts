/** Policies as people read them: in force, in the past, and tried out. */
import { decidersText } from "../domain/deciders.ts";
import { type Pace, type Rule, readPolicy } from "../domain/policy/document.ts";
import type { Ruling, Trial } from "../domain/policy/ruling.ts";
import { roleText } from "../domain/roles.ts";
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

/** One version with what it was written as; who imported it is null for the one that ships. */
interface Version {
  version: number;
  source: string;
  by: string | null;
  at: Date | null;
}

/** The rules in their order. */
export function policyCard(title: string, { version, source }: Version): Card {
  const columns = ["rule", "when", "asks", "time"];
  const rows = readPolicy("policy", source, version).rules.map((rule) => [
    rule.name,
    rule.when,
    askedText(rule),
    paceText(rule),
  ]);
  return { title, tone: "plain", blocks: [{ type: "table", columns, rows }], buttons: [] };
}

export function policyHistory(versions: Version[], timeZone: string): Card {
  const columns = ["version", "imported by", "on", "rules"];
  const rows = versions.map(({ version, source, by, at }) => {
    const count = readPolicy("policy", source, version).rules.length;
    return [String(version), by ?? "–", at ? momentText(at, timeZone) : "ships with the product", String(count)];
  });
  return listCard(["policy", "policies"], columns, rows);
}

const OUTCOMES: Record<Trial["outcome"], string> = {
  fires: "fires",
  "does not hold": "does not hold",
  "is used up": "is used up",
  "cannot be told": "cannot be told, so an admin of the datacenter is asked",
};

export function policyTrial({ version, ruling, trials }: { version: number; ruling: Ruling; trials: Trial[] }): Card {
  const facts = [
    { label: "Rule", value: ruling.rule || "none" },
    { label: "Why", value: ruling.why },
    { label: "Asks", value: stagesText(ruling.stages) },
    { label: "Time", value: ruling.stages.length ? paceText(ruling) : "–" },
  ];
  const rows = trials.map(({ rule, outcome, note }) => [rule, OUTCOMES[outcome], note]);
  const table = { type: "table" as const, columns: ["rule", "outcome", "because"], rows };
  return { title: `Tried on policy ${version}`, tone: "plain", blocks: [{ type: "facts", facts }, table], buttons: [] };
}

function askedText({ stages, free }: Rule): string {
  return free ? `nobody, for the first ${free.first} a ${free.per}` : stagesText(stages);
}

function stagesText(stages: Rule["stages"]): string {
  return stages.map((stage) => decidersText(stage)).join("; then ") || "nobody";
}

/** `reminds after 1d, adds an admin of the datacenter after 2d, expires after 7d` */
function paceText({ remind, escalate, expire, hours, ...rest }: Pace & Partial<Pick<Rule, "stages">>): string {
  if (rest.stages?.length === 0) return "–";
  return [
    ...(remind ? [`reminds after ${remind.after}, ${remind.times} times at most`] : []),
    ...(escalate ? [`asks ${escalate.to.map(roleText).join(" or ")} too after ${escalate.after}`] : []),
    `${expire.grants ? "approves itself" : "expires"} after ${expire.after}`,
    ...(hours ? [`counted from ${hours.from} to ${hours.to} (${hours.zone})`] : []),
  ].join(", ");
}
