/** The lease of a machine: until when it may be used, and how often that was put off. */
import { DateTime } from "luxon";

export interface Lease {
  /** The last day that was agreed on, `YYYY-MM-DD`; null: it has no end. */
  until: string | null;
  /** Since when it can be used; null: it cannot yet. */
  usableAt: Date | null;
  /** How often it got another last day. */
  extensions: number;
  /** The last day whose end was made known already. */
  announced: string | null;
  /** Where the request that ends it stands; null when none does. */
  endingState: string | null;
}

/** What policies ask about an extension. */
export interface Extension {
  /** Which one of the machine's it is, counted from 1; 0: it is none. */
  number: number;
  /** By how many days. */
  days: number;
}

/** What is asked for with another last day. */
export function extensionOf({ extensions }: Lease, from: string, until: string): Extension {
  const days = DateTime.fromISO(until).diff(DateTime.fromISO(from), "days").days;
  return { number: extensions + 1, days: Math.max(0, Math.round(days)) };
}
