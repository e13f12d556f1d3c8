/** Disputing a charge: whoever pays for it says why it is wrong, and it is given back, whole or in part, when that is granted. */
import { requireRefundable } from "../../domain/ledger/refund.ts";
import { moneyOf } from "../../domain/money.ts";
import { type Details, type Request, termsOf } from "../../domain/request.ts";
import type { World } from "../store.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, requireTerms } from "./terms.ts";

type Dispute = Extract<Details, { kind: "report.dispute" }>;

export const disputeCharge: Kind<Dispute> = {
  machine: "onboarding",
  permission: () => "report.see",
  counted: () => ({ machines: [] }),
  /** A charge is disputed once at a time. */
  names: ({ id, charge }) => ({ of: "dispute", names: [{ id, name: charge.id ?? "" }] }),
  asked: () => NOTHING_ASKED,
  offered(details, terms) {
    requireTerms(terms, termsOf("report.dispute"));
    return { ...details, amount: terms.amount ?? wanted(details) };
  },
  judge(details, world) {
    const charge = { ...details.charge, id: details.charge.id ?? "" };
    requireRefundable(charge, moneyOf(wanted(details)), world.datacenter.currency);
  },
  shares: () => [],
  grant(request, world) {
    const { id, details } = request;
    const { charge, reason } = details;
    const entry = { charge: charge.id ?? "", amount: wanted(details), reason: `${id}: ${reason}` };
    return [{ type: "refund-charge", ...entry, by: decider(request, world) }];
  },
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};

/** A decimal text; all of the charge, unless less was offered. */
function wanted({ charge, amount }: Dispute): string {
  return amount ?? charge.amount;
}

/** Who asked decides nothing: what they accept was decided by who offered it. */
function decider({ requester, standing }: Request<Dispute>, { actor }: World): string | null {
  const offer = actor?.person === requester ? standing.context.offer : null;
  return offer?.by ?? actor?.person ?? null;
}
