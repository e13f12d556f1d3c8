/** Reads actions with all their versions. */
import { sql } from "kysely";
import type { ActionRecord, ActionVersion } from "../../../engine/authoring/record.ts";
import type { Db, Tx } from "../pool.ts";

type VersionRow = ActionVersion & { action: string; isEnabled: boolean };

/** All of them by name, or the one of this name; those without a version are left out, unless one is named. */
export async function readActions(db: Db | Tx, name: string | null = null): Promise<ActionRecord[]> {
  const { rows } = await sql<VersionRow | (Pick<VersionRow, "action" | "isEnabled"> & { number: null })>`
    select a.name as action, a.is_enabled as "isEnabled", v.number, v.pack, v.state, v.revision, v.source,
      s.files as scripts, v.follows, v.at,
      case when v.plan is not null then jsonb_build_object('plan', v.plan, 'weight', v.weight) end as pinned,
      case when p.id is not null then jsonb_build_object('person', p.id, 'name', p.name) end as by
    from action a
    left join action_version v on v.action = a.name
    left join script_set s on s.hash = v.scripts
    left join person p on p.id = v.person_id
    where ${name}::text is null or a.name = ${name}
    order by a.name, v.number`.execute(db);
  return [...Map.groupBy(rows, ({ action }) => action)].map(([action, versions]) => ({
    ...{ name: action, isEnabled: versions[0]?.isEnabled ?? true },
    versions: versions.flatMap((row) => (row.number === null ? [] : [versionOf(row)])),
  }));
}

function versionOf({ action: _action, isEnabled: _enabled, ...version }: VersionRow): ActionVersion {
  return version;
}
