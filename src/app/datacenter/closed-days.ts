/** What days that are closed keep as it was: their rates, and the time zone by which they are days. */
import type { Parts } from "../../domain/datacenter-parts.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { CurrentDatacenter } from "./port.ts";

/** Refuses `wrong-state` a rate from a closed day on, and another time zone once a day is closed. */
export function requireOpenDays({ rate, datacenter }: Parts, { parts: was, closed }: CurrentDatacenter): void {
  if (closed === null) return;
  const past = [...rate.keys()].filter((from) => from <= closed).sort()[0];
  if (past)
    throw new Refusal(
      "wrong-state",
      `the days up to ${closed} are closed, and no rate can be set from ${past} on`,
      "set it from a later day on, and give back what was too much: report refund CHARGE --amount M --reason T",
      "from",
    );
  for (const [name, { timeZone }] of datacenter) {
    const zone = was.datacenter.get(name)?.timeZone ?? timeZone;
    if (zone === timeZone) continue;
    throw new Refusal("in-use", `the days of ${name} are closed by ${zone}, and its time zone stays so`, "leave it so");
  }
}
