/** What is open is asked at every decision, however much is over: somebody's requests, and all workflows. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  "create index on request (requester_id) where not is_over",
  "create index on workflow (state) where state in ('queued', 'running', 'asking')",
];
