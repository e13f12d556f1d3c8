/** What an activity that ended leaves: its outcome, and its outputs, small ones with it and large ones beside it. */
import { sql } from "kysely";
import { parted } from "../../domain/kept-output.ts";
import type { Activity, KeptOutput } from "../../engine/workflow-store.ts";
import type { Db } from "./pool.ts";

/** Needs a CTE `mine` with the workflow's id. */
export function endedActivity(now: Date, ended?: Activity) {
  return sql`
    update activity set state = ${ended?.state ?? ""}, outputs = ${JSON.stringify(parted(ended?.outputs ?? {}).simple)}::jsonb,
      reason = ${ended?.reason ?? ""}, ended_at = ${now}
    from mine where workflow_id = mine.id and position = ${ended?.position ?? null}::integer`;
}

export function keptOutputs(ended?: Activity) {
  const entries = Object.entries(parted(ended?.outputs ?? {}).kept);
  const rows = entries.map(([name, value]) => ({ name, value }));
  return sql`
    insert into activity_output (workflow_id, position, name, value)
    select mine.id, ${ended?.position ?? null}::integer, kept.name, kept.value
    from mine, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as kept(name text, value jsonb)
    on conflict (workflow_id, position, name) do update set value = excluded.value`;
}

/** Those of the large outputs that are kept. */
export async function kept(db: Db, workflow: string, places: Omit<KeptOutput, "value">[]): Promise<KeptOutput[]> {
  const { rows } = await sql<KeptOutput>`
    select position, name, value from activity_output
    join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as wanted(position integer, name text)
      using (position, name)
    where workflow_id = ${workflow}`.execute(db);
  return rows;
}
