/** Disputing a charge: whoever pays for it says why it is wrong, and it is given back when that is granted. */
import type { Details } from "../../domain/request.ts";
import type { Kind } from "./kind.ts";
import { NOTHING_ASKED, noTerms } from "./terms.ts";

type Dispute = Extract<Details, { kind: "report.dispute" }>;

export const disputeCharge: Kind<Dispute> = {
  machine: "onboarding",
  permission: () => "report.see",
  counted: () => ({ machines: [] }),
  /** A charge is disputed once at a time. */
  names: ({ id, charge }) => ({ of: "dispute", names: [{ id, name: charge.id ?? "" }] }),
  asked: () => NOTHING_ASKED,
  offered: noTerms,
  judge: () => {},
  shares: () => [],
  grant: ({ id, details: { charge, reason } }) => [
    { type: "refund-charge", charge: charge.id ?? "", amount: charge.amount, reason: `${id}: ${reason}` },
  ],
  revoke: () => [],
  jobs: () => [],
  conclude: () => [],
};
