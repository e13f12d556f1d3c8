/** Is there anything still to be carried out? */
import { sql } from "kysely";
import type { Db } from "./pool.ts";

/** Does a workflow run or wait in a queue? */
export async function hasOpenWorkflows(db: Db): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select exists (select from workflow where state = 'running' or state = 'queued' and not is_held) as open`.execute(
    db,
  );
  return rows[0]?.open === true;
}

/** Stored states that lifecycles of this version must still know, each once. */
export async function storedStates(db: Db): Promise<{ machine: string; state: string }[]> {
  return db.selectFrom("request").select(["machine", "state"]).distinct().where("is_over", "=", false).execute();
}
