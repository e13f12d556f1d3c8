/** The ledger as use cases and reports need it: what it says of a period, and what closes it or is entered by hand. */
import type { Actor } from "../domain/actor.ts";
import type { Charge } from "../domain/ledger/charge.ts";
import type { Money } from "../domain/money.ts";
import type { Sight } from "../domain/sight.ts";

/** By what sums are split. A service and a role are told by their paths; of what is reserved they are null. */
export type Dimension =
  | ("day" | "month" | "unit" | "costCenter")
  | ("infrastructure" | "service" | "role" | "machine" | "template" | "state");

/** Which lines. Days are `YYYY-MM-DD` on the datacenter's calendar, and both count. */
export interface LedgerQuery extends Sight {
  from: string;
  to: string;
  /** A path: an infrastructure, its service, or a role. */
  on?: string;
  /** The name of a business unit. */
  unit?: string;
  costCenter?: string;
  /** The name of a machine or an infrastructure, as it was. */
  name?: string;
}

/** What some lines come to. Amounts are decimal texts with all six decimals, exactly the sums of their lines. */
export interface LedgerSum {
  /** The value of each dimension that was asked for. */
  keys: Partial<Record<Dimension, string | null>>;
  /** Granted and not in use. */
  reserved: string;
  /** Of machines. */
  allocated: string;
  /** What was given back: zero, or less. */
  refunded: string;
  /** All three together. */
  amount: string;
  /** MB × seconds and GB × seconds, as whole numbers that may be too large for a number. */
  reservedMemory: string;
  reservedStorage: string;
  allocatedMemory: string;
  allocatedStorage: string;
  /** Did some of it cost nothing because no price was set? */
  isUnpriced: boolean;
  /** Is some of it of days that are not closed yet? It is what they would come to if they ended now. */
  isOpen: boolean;
}

/** A charge with where it belongs. */
export interface ChargeLine extends Charge {
  /** Ids. */
  place: { businessUnit: string; infrastructure: string; service: string | null };
}

/** How far the ledger is closed; nothing up to there changes any more. */
export interface ClosedUntil {
  /** The last closed day; null: none. */
  day: string | null;
  /** The last closed month, `YYYY-MM`. */
  month: string | null;
}

export interface Ledger {
  /** Sums by these dimensions, in their order; without any it is one sum, or none when nothing is found. */
  sums(query: LedgerQuery, by: Dimension[]): Promise<LedgerSum[]>;
  /** The oldest first, at most so many. */
  lines(query: LedgerQuery, most: number): Promise<ChargeLine[]>;
  /** By its id, `C-17`; null when there is none. */
  line(id: string): Promise<ChargeLine | null>;
  closed(): Promise<ClosedUntil>;
}

/** A charge that is given back, whole or in part. */
export interface Refund {
  charge: string;
  amount: Money;
  reason: string;
}

export interface LedgerEntries {
  /**
   * Enters a refund into today, which may be of a later month than its charge; returns its id. Throws a Refusal:
   * `not-found` for an unknown charge, `duplicate` when it is refunded already, `bad-arguments` beyond what it took.
   */
  refund(refund: Refund, by: Actor): Promise<string>;
}

export interface LedgerClosing {
  /** Closes the oldest day that is over, and with its last day the month; says which, or null when there is none. */
  closeOldest(now: Date): Promise<string | null>;
}
