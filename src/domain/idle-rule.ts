/** What counts as idle in a datacenter, and how long one who was asked about it is left alone. */

export interface IdleRule {
  /** More than so many percent of its memory or of its storage lay unused, on each of so many whole days. */
  reservations: { percent: number; days: number };
  /** Its processors were less busy than so many percent, but for one hour in twenty, for so many days. */
  machines: { percent: number; days: number };
  /** Days for which nobody is asked again. */
  quietDays: number;
}

export const USUAL_IDLE_RULE: IdleRule = {
  reservations: { percent: 80, days: 30 },
  machines: { percent: 5, days: 14 },
  quietDays: 90,
};
