/** Closing the ledger: each day once it is over, the missed ones too, one after the other. */
import type { Timetable } from "./deadlines.ts";
import type { LedgerClosing } from "./ledger-ports.ts";

export function ledgerDays(closing: LedgerClosing): Timetable {
  return {
    async sweep(now) {
      while ((await closing.closeOldest(now)) !== null);
    },
    next: () => closing.next(),
  };
}
