/** Workflows in Postgres: each of their moves is one statement, fenced by the number of the run. */
import { sql } from "kysely";
import type { Subject } from "../../domain/data-item.ts";
import { parted } from "../../domain/kept-output.ts";
import type {
  Activity,
  Ending,
  Fence,
  KeptOutput,
  Move,
  Word,
  Work,
  WorkflowStore,
} from "../../engine/workflow-store.ts";
import type { Db } from "./pool.ts";

export interface WorkflowStoreOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startWorkflowStore(options: WorkflowStoreOptions): WorkflowStore {
  const { db, now, committed } = options;
  return {
    begin: (id) => begin(options, id),
    async move(fence, move) {
      const { rows } = await moving(now(), fence, move).execute(db);
      committed();
      return wordOf(rows);
    },
    look: async (fence) => wordOf((await looking(fence).execute(db)).rows),
    async note(fence, position, said) {
      await noting(fence, position, said).execute(db);
    },
    kept: (workflow, places) => kept(db, workflow, places),
    end: async (fence, ending) =>
      (await ended(now(), fence, ending).execute(db)).rows.length ? "ended" : "superseded",
  };
}

interface WorkRow extends Omit<Work, "subject" | "asks" | "ended">, Subject {
  state: "running" | "asking" | Ending["outcome"];
  reason: string;
  returns: Ending["returns"];
}

/** What provisioning assigns counts from its own workflow on, and stands in the infrastructure once that is done. */
async function begin({ db, now }: WorkflowStoreOptions, id: string): Promise<Work | null> {
  const { rows } = await sql<WorkRow>`
    with taken as (
      update workflow set state = 'running', run = run + 1, started_at = coalesce(started_at, ${now()})
      where id = ${id} and state in ('queued', 'running') returning *),
    w as (
      select * from taken union all
      select e.* from workflow e where e.id = ${id} and e.state in ('asking', 'done', 'failed', 'cancelled') and not exists (
        select from workflow n
        where n.request_id = e.request_id and n.job = e.job and n.state in ('queued', 'running')))
    select w.id, w.run, w.request_id as request, w.job, w.action, w.pack, w.plan, w.attempt, w.cancel_asked as "cancelAsked",
      (extract(epoch from ${now()}::timestamptz - w.started_at) * 1000)::float8 as "ageMs", w.state, w.reason, w.returns,
      ${ACTIVITIES}, ${SUBJECT}
    from w join request q on q.id = w.request_id
    left join vm v on v.id = w.job
    left join host h on h.id = v.host_id
    left join infrastructure i on i.id = coalesce(v.infrastructure_id, w.job)
    left join service s on s.id = v.service_id
    left join service_role r on r.id = v.service_role_id`.execute(db);
  return rows[0] ? workOf(rows[0]) : null;
}

const ACTIVITIES = sql`
  coalesce((select jsonb_agg(jsonb_build_object('position', a.position, 'state', a.state, 'outputs', a.outputs,
    'reason', a.reason) order by a.position) from activity a where a.workflow_id = w.id), '[]') as activities`;

const SUBJECT = sql`
  case when v.id is not null then jsonb_build_object('id', v.id, 'name', v.name, 'vcpu', v.vcpu,
    'memoryMb', v.memory_mb, 'diskGb', v.disk_gb, 'template', v.template) end as vm,
  case when h.id is not null then jsonb_build_object('name', h.name) end as host,
  case when i.id is not null then jsonb_build_object('id', i.id, 'name', i.name,
    'hostGroup', coalesce(q.details->'provisioning'->>'hostGroup', i.host_group),
    'storagePool', coalesce(q.details->'provisioning'->>'storagePool', i.storage_pool),
    'networks', coalesce(q.details->'provisioning'->'networks', i.networks)) end as infrastructure,
  case when s.id is not null then jsonb_build_object('name', s.name, 'environment', s.environment,
    'networks', s.networks) end as service,
  case when r.id is not null then jsonb_build_object('name', r.name, 'network', r.network) end as role`;

function workOf({ state, reason, returns, vm, host, infrastructure, service, role, ...work }: WorkRow): Work {
  const subject = { vm, host, infrastructure, service, role };
  if (state === "running" || state === "asking")
    return { ...work, subject, asks: state === "asking" ? reason : null, ended: null };
  return { ...work, subject, asks: null, ended: { outcome: state, reason, returns } };
}

/**
 * One statement: the request's row is locked before the workflow's, as every decision does it, so that the two never
 * wait for each other.
 */
function moving(now: Date, fence: Fence, { ended, started }: Move) {
  return sql<CancelRow>`
    with locked as (
      select id from request where id = (select request_id from workflow where id = ${fence.workflow}) for no key update),
    mine as (
      select workflow.id, workflow.request_id, workflow.cancel_asked from locked join workflow on workflow.request_id = locked.id
      where ${current(fence)} for no key update of workflow),
    ended as (${endedActivity(now, ended)}),
    kept as (${keptOutputs(ended)}),
    started as (
      insert into activity (workflow_id, position, task, state, started_at)
      select id, ${started?.position ?? null}::integer, ${started?.task ?? null}, 'running', ${now}::timestamptz from mine
      where ${started !== undefined}
      on conflict (workflow_id, position) do update set state = 'running', tries = activity.tries + 1, reason = '',
        started_at = excluded.started_at, ended_at = null),
    asked as (
      update workflow set state = 'asking', reason = ${ended?.reason ?? ""}
      from mine where workflow.id = mine.id and not mine.cancel_asked and ${ended?.state === "asking"}),
    shown as (update request set version = version + 1 from mine where request.id = mine.request_id),
    ordered as (
      insert into outbox (queue, name, payload)
      select 'effects', 'refresh-cards', jsonb_build_object('request', request_id) from mine)
    select cancel_asked from mine`;
}

interface CancelRow {
  cancel_asked: boolean;
}

function looking(fence: Fence) {
  return sql<CancelRow>`select cancel_asked from workflow where ${current(fence)}`;
}

/** A new try begins anew. */
function noting(fence: Fence, position: number, said: string) {
  return sql`
    insert into activity_said (workflow_id, position, text)
    select id, ${position}::integer, ${storable(said)} from workflow where ${current(fence)}
    on conflict (workflow_id, position) do update set text = excluded.text`;
}

/** Postgres keeps neither the character NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function endedActivity(now: Date, ended?: Activity) {
  return sql`
    update activity set state = ${ended?.state ?? ""}, outputs = ${JSON.stringify(parted(ended?.outputs ?? {}).simple)}::jsonb,
      reason = ${ended?.reason ?? ""}, ended_at = ${now}
    from mine where workflow_id = mine.id and position = ${ended?.position ?? null}::integer`;
}

function keptOutputs(ended?: Activity) {
  const entries = Object.entries(parted(ended?.outputs ?? {}).kept);
  const rows = entries.map(([name, value]) => ({ name, value }));
  return sql`
    insert into activity_output (workflow_id, position, name, value)
    select mine.id, ${ended?.position ?? null}::integer, kept.name, kept.value
    from mine, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as kept(name text, value jsonb)
    on conflict (workflow_id, position, name) do update set value = excluded.value`;
}

async function kept(db: Db, workflow: string, places: Omit<KeptOutput, "value">[]): Promise<KeptOutput[]> {
  const { rows } = await sql<KeptOutput>`
    select position, name, value from activity_output
    join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as wanted(position integer, name text)
      using (position, name)
    where workflow_id = ${workflow}`.execute(db);
  return rows;
}

/** What was interrupted and is not gone on with ends with its workflow, and what was kept for later tasks is not needed, unless it failed and may be tried again. */
function ended(now: Date, fence: Fence, { outcome, reason, returns }: Ending) {
  return sql`
    with over as (
      update workflow set state = ${outcome}, reason = ${reason}, returns = ${JSON.stringify(returns)}::jsonb,
        ended_at = ${now}
      where ${current(fence)} returning id),
    interrupted as (
      update activity set state = 'failed', reason = 'interrupted', ended_at = ${now}
      from over where workflow_id = over.id and activity.state in ('running', 'asking', 'waiting')),
    collected as (delete from activity_output using over where workflow_id = over.id and ${outcome} <> 'failed')
    select id from over`;
}

/** Is the workflow still in this run's hands? */
function current({ workflow, run }: Fence) {
  return sql`workflow.id = ${workflow} and workflow.run = ${run} and workflow.state = 'running'`;
}

function wordOf([row]: CancelRow[]): Word {
  if (!row) return "superseded";
  return row.cancel_asked ? "cancel" : "go-on";
}
