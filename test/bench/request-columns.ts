/** The columns of requests that are written, for benches that copy one many times. */
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../src/adapters/postgres/pool.ts";

/** As a list for SQL; the database makes the other columns out of these. */
export async function requestColumns(db: Db): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = 'request' and is_generated = 'NEVER'`.execute(db);
  return sql.join(rows.map(({ name }) => sql.ref(name)));
}
