/** What machines use, as it was measured. */

/** How long measurements are kept, in days: each look, hours, and days. */
export interface KeptUsage {
  samples: number;
  hours: number;
  days: number;
}

export const USUAL_KEPT_USAGE: KeptUsage = { samples: 7, hours: 90, days: 1100 };

/** Means over the hours that were measured; null where none was. */
export interface Use {
  /** The share of its vCPUs that was busy: 0 to 1. */
  cpu: number | null;
  memoryMb: number | null;
  diskMb: number | null;
  /** Of how many hours it is made. */
  hours: number;
}

/** What a machine needed at most, but for one hour in twenty: the 95th percentile of the hours in which it ran. */
export interface Peak {
  cpu: number | null;
  memoryMb: number;
  /** The most that it ever had: storage does not come back. */
  diskMb: number;
  /** In so many hours it ran and was measured. */
  hours: number;
}
