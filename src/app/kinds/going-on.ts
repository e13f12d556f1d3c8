/** What is wound up can be looked at, and nothing in it is begun any more. */
import { Refusal } from "../../domain/refusal.ts";
import type { Home } from "../store.ts";

/** Refuses `wrong-state` for what belongs to an infrastructure that is wound up, and says how it is saved. */
export function requireGoingOn(home: Home | null): void {
  if (!home || home.state === "approved" || home.state === "provisioned") return;
  const { name, ending } = home;
  const how = ending ? `to keep it: request withdraw ${ending}, or infra extend ${name} --until DATE` : "";
  throw new Refusal(
    "wrong-state",
    `${name} is ${home.state}: its machines can be looked at, stopped and deleted, and nothing else`,
    how,
  );
}
