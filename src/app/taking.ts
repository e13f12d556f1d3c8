/** Taking an offer: the request on its new terms, and its approval as it stands from then on. */
import { isOneMore } from "../../machines/approval.ts";
import type { Offer } from "../../machines/memory.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import { MEASURES } from "../domain/amount.ts";
import type { Ruling } from "../domain/policy/ruling.ts";
import type { Details } from "../domain/request.ts";
import type { Case, Verdict } from "./decision.ts";
import { hears } from "./in-time.ts";
import { kindOf } from "./kinds/index.ts";
import { rulingAgain } from "./request-facts.ts";
import type { Write } from "./write.ts";

type Accept = Extract<LifecycleEvent, { type: "ACCEPT" }>;

type Taken = Accept["taken"];

/** Judged once more, and ruled on again by the policy under which it was submitted. */
export function taking(one: Case, words: Accept["words"]): Verdict {
  const { request, world, actor, room } = one;
  const { offer, stages, stage, yeses, reminders, isEscalated, jobs } = request.standing.context;
  const asBefore = { stages, stage, yeses, reminders, isEscalated };
  if (!offer || !hears(one, "ACCEPT"))
    return { event: { type: "ACCEPT", words, taken: { ...asBefore, jobs: Object.keys(jobs) }, room } };
  const details = kindOf(request.details).offered(request.details, offer.terms);
  kindOf(details).judge(details, world, request.details);
  const ruling = rulingAgain({ details, actor, businessUnit: request.businessUnit }, world);
  const left = jobsIn(details);
  const approval = isLess(one, details) ? approvalOf(asBefore, offer) : approvalOf(anew(ruling), offer);
  return {
    event: { type: "ACCEPT", words, taken: { ...approval, jobs: left }, room },
    details,
    ...(isLess(one, details) ? {} : { ruling }),
    writes: freed(Object.keys(jobs).filter((job) => !left.includes(job))),
  };
}

/** Refuses terms on which it could not be granted as things are. */
export function requireGrantable({ request, world }: Case, terms: Offer["terms"]): void {
  const details = kindOf(request.details).offered(request.details, terms);
  kindOf(details).judge(details, world, request.details);
}

/** After every day that can be named. */
const FOR_EVER = "~";

/** Who said yes to more said yes to less. */
function isLess({ request, world }: Case, details: Details): boolean {
  const before = kindOf(request.details).asked(request.details, world);
  const after = kindOf(details).asked(details, world);
  if ((after.until ?? FOR_EVER) > (before.until ?? FOR_EVER)) return false;
  return after.dayCost <= before.dayCost && MEASURES.every((measure) => after.size[measure] <= before.size[measure]);
}

type Standing = Omit<Taken, "jobs">;

function anew({ stages }: Ruling): Standing {
  return { stages, stage: 0, yeses: [], reminders: 0, isEscalated: false };
}

/** An offer is its maker's yes to its terms, for every ask of the stage in which their right stands. */
function approvalOf(approval: Standing, { by, right, groups, at }: Offer): Standing {
  const { stages, stage, yeses } = approval;
  const asks = (stages[stage]?.asks ?? []).flatMap(({ from }, place) =>
    from.some((group) => groups.includes(group)) ? [place] : [],
  );
  const yes = { by, right, at, asks, comment: "by their offer" };
  return { ...approval, yeses: isOneMore(approval, yes) ? [...yeses, { ...yes, stage }] : yeses };
}

function jobsIn(details: Details): string[] {
  return kindOf(details)
    .jobs(details)
    .map(({ id }) => id);
}

/** What is not asked for any more gives its name back. */
function freed(owners: string[]): Write[] {
  return owners.length ? [{ type: "free-names", owners }] : [];
}
