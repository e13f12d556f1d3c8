/** A task that failed may let its workflow go on. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table activity drop constraint activity_state_check").execute(db);
  await sql.raw(`alter table activity add check (state in ('running', 'done', 'failed', 'continued'))`).execute(db);
}
