/** Sets of scripts, as workflows pin them. */
import { sql } from "kysely";
import type { Db } from "../pool.ts";

/** The scripts of a set by their paths; null when there is no such set. */
export async function readScripts(db: Db, set: string): Promise<Record<string, string> | null> {
  const { rows } = await sql<{ files: Record<string, string> }>`
    select coalesce((
      select jsonb_object_agg(f.key, c.content) from jsonb_each_text(s.files) f join script c on c.hash = f.value), '{}') as files
    from script_set s where s.hash = ${set}`.execute(db);
  return rows[0]?.files ?? null;
}

/** Workflows that began before scripts were kept name their pack; they go on with the scripts that it has now. */
export async function adoptWorkflows(db: Db, pack: string, set: string): Promise<void> {
  await sql`update workflow set pack = ${set} where pack = ${pack} and state in ('queued', 'running', 'asking', 'failed')`.execute(
    db,
  );
}
