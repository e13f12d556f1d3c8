/** What is acted on from reports: disputed charges. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table taken_name drop constraint taken_name_kind_check`,
  `alter table taken_name add check (kind in ('unit', 'infrastructure', 'vm', 'review', 'dispute'))`,
];
