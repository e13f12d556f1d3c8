/** What has to be done once a datacenter has changed. */

import type { Parts } from "../../domain/datacenter-parts.ts";
import type { NewOrder } from "../store.ts";

/** Where more workflows may run than before, those who wait in line are looked at again. */
export function ordersFor(changed: Parts, was: Parts): NewOrder[] {
  const grown = [...changed.datacenter].some(
    ([name, { workflows }]) => workflows > (was.datacenter.get(name)?.workflows ?? workflows),
  );
  return grown ? [{ queue: "effects", name: "admit-waiting", payload: {} }] : [];
}
