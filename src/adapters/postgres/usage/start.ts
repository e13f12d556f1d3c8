/** Measured use in Postgres: what reads it, and what keeps it. */
import type { Usage, UsageKeeping } from "../../../app/usage-ports.ts";
import type { Db } from "../pool.ts";
import { costs } from "./costs.ts";
import { byHour, byRole, lastDay, peaks } from "./reads.ts";
import { removeSome } from "./removal.ts";
import { rollSome } from "./rollup.ts";

export function startUsage(db: Db, now: () => Date): Usage {
  return {
    lastDay: (vm) => lastDay(db, vm, now()),
    peaks: (vms, days) => peaks(db, vms, days, now()),
    byRole: (sight) => byRole(db, sight, now()),
    byHour: (scope, hours) => byHour(db, scope, hours, now()),
    costs: (query) => costs(db, query, now()),
  };
}

export function startUsageKeeping(db: Db): UsageKeeping {
  return {
    roll: () => rollSome(db),
    removeOld: (now) => removeSome(db, now),
  };
}
