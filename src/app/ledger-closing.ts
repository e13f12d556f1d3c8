/** Closing the ledger: each day once it is over, the missed ones too, one after the other. */
import type { Timetable } from "./deadlines.ts";
import type { LedgerClosing } from "./ledger-ports.ts";

/**
 * It claims no moment of its own: open days are told as they come to, and a day that is closed later is closed with the
 * same lines, so that nothing waits for midnight.
 */
export function ledgerDays(closing: LedgerClosing): Timetable {
  return {
    async sweep(now) {
      while ((await closing.closeOldest(now)) !== null);
    },
    next: async () => null,
  };
}
