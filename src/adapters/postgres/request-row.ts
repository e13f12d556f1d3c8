/** A row of the table `request` as the rest of the program knows it. */
import { type Selectable, sql } from "kysely";
import type { MachineName } from "../../../machines/lifecycle.ts";
import type { Request } from "../../domain/request.ts";
import type { Tx } from "./pool.ts";
import type { Database } from "./schema.ts";

type Row = Pick<Selectable<Database["request"]>, (typeof COLUMNS)[number]>;

const COLUMNS = [
  ...(["id", "datacenter_id", "machine", "details", "state", "context"] as const),
  ...(["business_unit_id", "requester_id", "version", "created_at", "ruling"] as const),
  ...(["deadline_at", "remind_at", "escalate_at", "paused"] as const),
];

export function readRequest(row: Row): Request {
  return {
    ...{ id: row.id, datacenter: row.datacenter_id, machine: row.machine as MachineName, details: row.details },
    ...{ standing: { state: row.state, context: row.context }, businessUnit: row.business_unit_id },
    ...{ requester: row.requester_id, version: row.version, created: row.created_at, ruling: row.ruling },
    timers: { deadline: row.deadline_at, remind: row.remind_at, escalate: row.escalate_at, paused: row.paused },
  };
}

/** Locks a request and reads it; null when there is none. */
export async function lockRequest(tx: Tx, id: string): Promise<Request | null> {
  const { rows } = await sql<Row>`
    select ${sql.join(COLUMNS.map((column) => sql.ref(column)))} from request where id = ${id} for update`.execute(tx);
  return rows[0] ? readRequest(rows[0]) : null;
}
