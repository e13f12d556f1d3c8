/** What the business unit of a request is offered, as it is under the locks. */
import type { Offered } from "../../domain/offer.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { World } from "../store.ts";

/** For kinds that have the business unit counted. Throws a Refusal `not-found` when the unit is closed. */
export function offeredIn({ offered }: World): Offered {
  if (offered) return offered;
  throw new Refusal("not-found", "the business unit is closed", "see yours: bu list");
}
