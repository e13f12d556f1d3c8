/** Restoring: a stored machine takes its memory and processors again, as far as there is quota for them. */
import { type Amounts, NOTHING, plus } from "../../../domain/amount.ts";
import type { Machine } from "../../../domain/vm.ts";
import { requireQuota } from "../quota-room.ts";
import type { Particular } from "./particular.ts";

export const restore: Particular = {
  isCounted: true,
  judge(_details, machines, { tallies: { service, infrastructure } }, held) {
    if (held) return;
    requireQuota(
      machines.map(givenUp).reduce(plus, NOTHING),
      [service, infrastructure],
      "store or delete another machine first",
    );
  },
  share: (_details, machine) => givenUp(machine),
};

/** What it gave up when it was stored. */
function givenUp({ size: { memoryMb, vcpu } }: Machine): Amounts {
  return { ...NOTHING, memoryMb, vcpu };
}
