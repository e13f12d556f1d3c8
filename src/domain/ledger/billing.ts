/** How a datacenter bills: what its reports call it, and what of machines that do not run counts as allocated. */

/** Costs that are only shown, or that are charged to the business units. */
export const BILLING_WORDS = ["showback", "chargeback"] as const;

export type BillingWord = (typeof BILLING_WORDS)[number];

/** The whole machine at its day price, or its storage alone at the rate of storage; the rest is reserved meanwhile. */
export const COUNTED_PARTS = ["whole", "storage"] as const;

export type CountedPart = (typeof COUNTED_PARTS)[number];

export interface Billing {
  words: BillingWord;
  stopped: CountedPart;
  stored: CountedPart;
}

/** A stopped machine keeps its memory, a stored one its storage. */
export const USUAL_BILLING: Billing = { words: "showback", stopped: "whole", stored: "storage" };
