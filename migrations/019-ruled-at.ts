/** When a request was ruled on: that of a draft is not when it was begun. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table request add column ruled_at timestamptz`,
  `comment on column request.ruled_at is 'when the policy was asked; null while it is a draft'`,
  `update request set ruled_at = created_at where ruling is not null`,
  `drop index request_business_unit_id_expr_created_at_idx`,
  `create index on request (business_unit_id, (ruling ->> 'rule'), ruled_at)`,
];
