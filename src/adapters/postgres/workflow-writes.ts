/** The writes of a decision that concern workflows which are there already: to go on with them, and to end them. */
import { sql } from "kysely";
import type { Write } from "../../app/write.ts";
import type { Fragment, WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

/**
 * The newest workflow of each job that asks or failed is queued again, as long as nothing of it was undone from the
 * task that was not done on; what was undone begins anew, with the plan of now.
 */
export function resumeWorkflows({ request }: WriteScene, writes: Of<"resume-workflows">[]): Fragment[] {
  const jobs = writes.flatMap((write) => write.jobs);
  if (jobs.length === 0) return [];
  const rows = jobs.map(({ job, attempt, anew }) => ({ job, attempt, ...anew }));
  return [
    sql`retried as (
      select distinct on (w.job) w.id, n.attempt, n.plan, n.pack, n.weight, n.version,
        n.plan is not null and exists (
          select from activity a where a.workflow_id = w.id and a.position >= jsonb_array_length(w.plan->'tasks')) as anew
      from workflow w
      join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (job text, attempt integer, plan jsonb, pack text, weight text, version integer) on n.job = w.job
      where w.request_id = ${request.id} and w.state in ('asking', 'failed')
      order by w.job, w.created_at desc, w.ended_at desc nulls first, w.id desc)`,
    sql`resumed as (
      update workflow set state = 'queued', attempt = retried.attempt, reason = '', cancel_asked = false,
        started_at = null, ended_at = null,
        plan = case when anew then retried.plan else workflow.plan end,
        pack = case when anew then retried.pack else workflow.pack end,
        weight = case when anew then retried.weight else workflow.weight end,
        action_version = case when anew then retried.version else workflow.action_version end
      from retried where workflow.id = retried.id returning workflow.id, workflow.weight)`,
    sql`forgotten_outputs as (delete from activity_output using retried where workflow_id = retried.id and anew)`,
    sql`forgotten as (delete from activity using retried where workflow_id = retried.id and anew)`,
    sql`rewound as (
      update activity set state = 'waiting' from retried
      where workflow_id = retried.id and not anew and activity.state in ('failed', 'asking'))`,
    orderingRuns("resumed_runs", "resumed"),
  ];
}

/** What asks or is held back is gone on with, so that it ends. */
export function cancelWorkflows({ request }: WriteScene): Fragment[] {
  return [
    sql`asked as (select id, weight from workflow where request_id = ${request.id} and (state = 'asking' or is_held))`,
    sql`cancelled as (
      update workflow set cancel_asked = true, is_held = false, state = case state when 'asking' then 'queued' else state end
      where request_id = ${request.id} and state in ('queued', 'running', 'asking'))`,
    orderingRuns("asked_runs", "asked"),
  ];
}

function orderingRuns(name: string, workflows: string): Fragment {
  return sql`${sql.ref(name)} as (
    insert into outbox (queue, name, payload)
    select weight, 'run-workflow', jsonb_build_object('workflow', id) from ${sql.ref(workflows)})`;
}
