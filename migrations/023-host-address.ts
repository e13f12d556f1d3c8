/** Where a host is reached by the scripts that work on it. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  "alter table host add column address text",
  "comment on column host.address is 'what its pack reaches it by, for libvirt a URI; null where the pack needs none'",
];
