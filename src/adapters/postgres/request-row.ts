/** A row of the table `request` as the rest of the program knows it. */
import type { Selectable } from "kysely";
import type { MachineName } from "../../../machines/lifecycle.ts";
import type { Request } from "../../domain/request.ts";
import type { Database } from "./schema.ts";

export function readRequest(row: Selectable<Database["request"]>): Request {
  return {
    ...{ id: row.id, datacenter: row.datacenter_id, machine: row.machine as MachineName, details: row.details },
    ...{ standing: { state: row.state, context: row.context }, businessUnit: row.business_unit_id },
    ...{ requester: row.requester_id, version: row.version, created: row.created_at, deadline: row.deadline_at },
  };
}
