/** Sums of what is granted and held of a datacenter. */
import { type Amounts, NOTHING, plus } from "../../domain/amount.ts";
import type { CurrentDatacenter, Taken } from "./port.ts";

/** Everything that is granted and held of the datacenter itself. */
export function takenOf({ parts, ids, taken }: CurrentDatacenter): Amounts {
  const [name = ""] = parts.datacenter.keys();
  const id = ids.get(`datacenter ${name}`);
  return sumOf(taken, (one) => one.provider === id);
}

/** What those that count take together. */
export function sumOf(taken: Taken[], counts: (one: Taken) => boolean): Amounts {
  return taken.filter(counts).reduce((sum, { amounts }) => plus(sum, amounts), NOTHING);
}
