/** Charges that a person may see; all others do not exist for them. */
import type { Actor } from "../domain/actor.ts";
import { noCharge } from "../domain/ledger/charge.ts";
import { daysOf } from "../domain/ledger/months.ts";
import { may } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import { sightOf } from "../domain/sight.ts";
import type { ChargeLine, Ledger } from "./ledger-ports.ts";

/** One charge, or all of a machine or an infrastructure of that name in a month, `YYYY-MM`. */
export type ChargesAsked = { id: string } | { name: string; month: string };

/** So many lines of one month are looked at: some changes a day. */
const MOST = 1000;

/** Them, the oldest first; a Refusal `not-found` when there are none that this person sees. */
export async function chargesSeen(ledger: Ledger, asked: ChargesAsked, actor: Actor): Promise<ChargeLine[]> {
  const found = "id" in asked ? await oneSeen(ledger, asked.id, actor) : await monthSeen(ledger, asked, actor);
  if (found.length > 0) return found;
  if ("id" in asked) throw noCharge(asked.id);
  const sentence = `there is no charge of ${asked.name} in ${asked.month}`;
  throw new Refusal("not-found", sentence, "see what there is: report chargeback");
}

async function oneSeen(ledger: Ledger, id: string, actor: Actor): Promise<ChargeLine[]> {
  const line = await ledger.line(id);
  return line && isSeen(line, actor) ? [line] : [];
}

/** Whoever sees a service alone sees what its machines cost, and not what is reserved beside them. */
function isSeen({ place: { service, ...whole } }: ChargeLine, actor: Actor): boolean {
  return may(actor, "report.see", service === null ? whole : { ...whole, service });
}

function monthSeen(ledger: Ledger, { name, month }: { name: string; month: string }, actor: Actor) {
  return ledger.lines({ ...sightOf(actor, "report.see"), ...daysOf(month, month), name }, MOST);
}
