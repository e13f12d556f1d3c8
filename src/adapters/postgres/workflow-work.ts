/** A workflow as whoever takes it up needs it: what it is to do, on what, and how far it has come. */
import { sql } from "kysely";
import type { Subject } from "../../domain/data-item.ts";
import type { Ending, Work } from "../../engine/workflow-store.ts";
import type { Db } from "./pool.ts";

interface WorkRow extends Omit<Work, "subject" | "asks" | "ended">, Subject {
  state: "running" | "asking" | Ending["outcome"];
  reason: string;
  returns: Ending["returns"];
}

/**
 * Takes it up, with the number of the run that this makes. Null when it is no more to be run.
 * What provisioning assigns counts from its own workflow on, and stands in the infrastructure once that is done.
 */
export async function begin(db: Db, now: Date, id: string): Promise<Work | null> {
  const { rows } = await sql<WorkRow>`
    with taken as (
      update workflow set state = 'running', run = run + 1, started_at = coalesce(started_at, ${now})
      where id = ${id} and state in ('queued', 'running') returning ${OF_WORKFLOW}),
    w as (
      select * from taken union all
      select ${OF_WORKFLOW} from workflow e where e.id = ${id} and e.state in ('asking', 'done', 'failed', 'cancelled') and not exists (
        select from workflow n
        where n.request_id = e.request_id and n.job = e.job and n.state in ('queued', 'running')))
    select w.id, w.run, w.request_id as request, w.job, w.action, w.pack, w.plan, w.attempt, w.cancel_asked as "cancelAsked",
      (extract(epoch from ${now}::timestamptz - w.started_at) * 1000)::float8 as "ageMs", w.state, w.reason, w.returns,
      exists (select from task_lock l where l.workflow_id = w.id) as "isInLine", ${ACTIVITIES}, ${SUBJECT}
    from w ${WORKED_ON}`.execute(db);
  return rows[0] ? workOf(rows[0]) : null;
}

const OF_WORKFLOW = sql.raw(
  "id, run, request_id, job, action, pack, plan, attempt, cancel_asked, started_at, state, reason, returns",
);

const ACTIVITIES = sql`
  coalesce((select jsonb_agg(jsonb_build_object('position', a.position, 'state', a.state, 'outputs', a.outputs,
    'reason', a.reason) order by a.position) from activity a where a.workflow_id = w.id), '[]') as activities`;

/** What the workflow `w` works on, for `SUBJECT`. */
export const WORKED_ON = sql`
  join request q on q.id = w.request_id
  left join vm v on v.id = w.job
  left join host h on h.id = v.host_id
  left join infrastructure i on i.id = coalesce(v.infrastructure_id, w.job)
  left join service s on s.id = v.service_id
  left join service_role r on r.id = v.service_role_id`;

/** Of a machine's infrastructure nobody needs them, and there may be thousands. */
const HOSTS = sql`
  coalesce((select jsonb_agg(jsonb_build_object('name', n.name, 'address', n.address) order by n.name) from host n
    where v.id is null and n.datacenter_id = i.datacenter_id and n.state = 'active'
      and n.host_group = coalesce(q.details->'provisioning'->>'hostGroup', i.host_group)), '[]')`;

export const SUBJECT = sql`
  case when v.id is not null then jsonb_build_object('id', v.id, 'name', v.name, 'vcpu', v.vcpu,
    'memoryMb', v.memory_mb, 'diskGb', v.disk_gb, 'template', v.template) end as vm,
  case when h.id is not null then jsonb_build_object('name', h.name, 'address', h.address) end as host,
  case when i.id is not null then jsonb_build_object('id', i.id, 'name', i.name,
    'hostGroup', coalesce(q.details->'provisioning'->>'hostGroup', i.host_group),
    'storagePool', coalesce(q.details->'provisioning'->>'storagePool', i.storage_pool),
    'networks', coalesce(q.details->'provisioning'->'networks', i.networks), 'hosts', ${HOSTS}) end as infrastructure,
  case when s.id is not null then jsonb_build_object('name', s.name, 'environment', s.environment,
    'networks', s.networks) end as service,
  case when r.id is not null then jsonb_build_object('name', r.name, 'network', r.network) end as role,
  q.details->'wish' as wish`;

function workOf({ state, reason, returns, vm, host, infrastructure, service, role, wish, ...work }: WorkRow): Work {
  const subject = { vm, host, infrastructure, service, role, wish };
  if (state === "running" || state === "asking")
    return { ...work, subject, asks: state === "asking" ? reason : null, ended: null };
  return { ...work, subject, asks: null, ended: { outcome: state, reason, returns } };
}
