/** Who is asked: for each kind of request the stages of people, where they are asked, and how long it may take. */
import type { Stage } from "../../machines/approval.ts";
import type { Actor, Role } from "./actor.ts";
import { holdsRole, may, ROLE_NAMES } from "./permission.ts";
import { type Details, kindText } from "./request.ts";

export interface Ruling {
  stages: Stage[];
  /** Where the card is posted for those who decide: the datacenter's approvals channel, the business unit's own. */
  askIn: ("approvals" | "unit")[];
  /** Days until the request expires. */
  expiresAfterDays: number;
  /** Why, in words for the card. */
  why: string;
}

const EXPIRES_AFTER_DAYS = 7;

const NOBODY: Ruling = { stages: [], askIn: [], expiresAfterDays: EXPIRES_AFTER_DAYS, why: "nobody has to be asked" };

/** The default policy, as the design states it. */
export function ruleOn(details: Details, requester: Actor | null, businessUnit: string | null): Ruling {
  switch (details.kind) {
    case "bu.register":
    case "infra.new":
      return one(["datacenter-admin"], ["approvals"], `${kindText(details)} needs one admin of the datacenter`);
    case "vm.create":
      return ruleOnMachines(details, requester, businessUnit);
    case "vm.action":
      return details.action === "delete" ? ruleOnMachines(details, requester, businessUnit) : NOBODY;
  }
}

/** The places, in the current stage, of the asks that this person's yes would count for. */
export function asksFor(stage: Stage | undefined, actor: Actor, businessUnit: string | null): number[] {
  const asks = stage?.asks ?? [];
  return asks.flatMap((ask, place) =>
    ask.from.some((role) => holdsRole(actor, role as Role, businessUnit)) ? [place] : [],
  );
}

/** Who may decide in this stage, in words. */
export function decidersText(stage: Stage | undefined): string {
  const asks = stage?.asks ?? [];
  return asks
    .map(
      (ask) =>
        `${ask.need === 1 ? "" : `${ask.need} of: `}${ask.from.map((role) => ROLE_NAMES[role as Role]).join(" or ")}`,
    )
    .join(", and ");
}

/** Creating, resizing and deleting: free for who may, asked of one admin for everybody else. */
function ruleOnMachines(details: Details, requester: Actor | null, businessUnit: string | null): Ruling {
  if (requester !== null && may(requester, "vm.create", businessUnit)) return NOBODY;
  return one(["bu-admin", "datacenter-admin"], ["approvals", "unit"], `a user's ${kindText(details)} needs one admin`);
}

function one(from: Role[], askIn: Ruling["askIn"], why: string): Ruling {
  return { stages: [{ asks: [{ from, need: 1 }] }], askIn, expiresAfterDays: EXPIRES_AFTER_DAYS, why };
}
