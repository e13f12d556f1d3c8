/** The business units that are not closed. */
import type { Units } from "../../app/datacenter-ports.ts";
import type { Db } from "./pool.ts";

export function startUnits(db: Db): Units {
  return {
    all: () =>
      db
        .selectFrom("business_unit")
        .select(["id", "name", "cost_center as costCenter", "channel"])
        .where("closed_at", "is", null)
        .orderBy("name")
        .execute(),
  };
}
