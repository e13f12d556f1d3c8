/** The versions of actions that are in force, for whatever statement asks. */
import { type RawBuilder, sql } from "kysely";
import type { PublishedAction } from "../../../app/engine.ts";
import type { Db } from "../pool.ts";

/** All of them. */
export async function publishedActions(db: Db): Promise<PublishedAction[]> {
  const { rows } = await sql<PublishedAction>`
    select a.name, a.is_enabled as "isEnabled", v.number as version, v.scripts as pack, v.weight, v.plan
    from action a join action_version v on v.action = a.name and v.state = 'published'`.execute(db);
  return rows;
}

/** Those of these actions, as a list. */
export function publishedAmong(actions: string[]): RawBuilder<PublishedAction[]> {
  if (actions.length === 0) return sql`'[]'::jsonb`;
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'isEnabled', a.is_enabled, 'version', v.number,
      'pack', v.scripts, 'weight', v.weight, 'plan', v.plan)), '[]')
    from action a join action_version v on v.action = a.name and v.state = 'published'
    where a.name = any(${actions}::text[]))`;
}
