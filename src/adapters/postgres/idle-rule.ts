/** What counts as idle, as it is set now. */
import { sql } from "kysely";
import { type IdleRule, USUAL_IDLE_RULE } from "../../domain/idle-rule.ts";
import type { Db, Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** Of the datacenter `d`. Nothing is told of machines beyond the days for which their hours are kept. */
export const IDLE_RULE = sql<IdleRule>`jsonb_build_object(
  'reservations', jsonb_build_object('percent', d.idle_percent, 'days', d.idle_days),
  'machines', jsonb_build_object('percent', d.idle_cpu_percent, 'days', least(d.idle_cpu_days, d.keep_hours)),
  'quietDays', d.idle_quiet_days)`;

/** The usual one where there is no datacenter yet. */
export async function idleRule(db: Db | Tx): Promise<IdleRule> {
  const { rows } = await sql<{ rule: IdleRule }>`
    select ${IDLE_RULE} as rule from datacenter d where d.id = ${THE_DATACENTER}`.execute(db);
  return rows[0]?.rule ?? USUAL_IDLE_RULE;
}
