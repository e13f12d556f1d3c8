/** The work that requests cause, task by task: of each job its newest workflow. */
import { sql } from "kysely";
import { z } from "zod";
import type { JobSource } from "../../app/data-items.ts";
import type { AwaitedLock, JobView, SaidView, TaskView } from "../../cards/request-view.ts";
import type { Subject } from "../../domain/data-item.ts";
import type { Details, Named, Request } from "../../domain/request.ts";
import type { Db } from "./pool.ts";
import { SUBJECT, WORKED_ON } from "./workflow-work.ts";

interface WorkflowRow {
  id: string;
  requestId: string;
  job: string;
  /** The name of what it works on. */
  subject: string;
  state: JobView["state"];
  reason: string;
  plan: unknown;
  tookMs: number | null;
  activities: Pick<TaskView & { position: number }, "position" | "state" | "tookMs">[];
  lock: (AwaitedLock & { position: number }) | null;
}

/** The jobs of each of these requests as they are at `now`, in the order of its details. */
export async function jobsOf(db: Db, requests: Request[], now: Date): Promise<Map<string, JobView[]>> {
  const ids = requests.map(({ id }) => id);
  const workflows = await newestWorkflows(db, ids, now);
  return new Map(
    requests.map(({ id, details }) => {
      const own = workflows.filter((workflow) => workflow.requestId === id);
      return [
        id,
        workedOn(details)?.flatMap((thing) =>
          own.filter(({ job }) => job === thing.id).map((row) => jobView(row, thing)),
        ) ?? own.map((row) => jobView(row, { id: row.job, name: row.subject })),
      ];
    }),
  );
}

/** What the scripts of a request's jobs said, in the order of their tasks. */
export async function saidIn(db: Db, request: string): Promise<SaidView[]> {
  const { rows } = await sql<SaidView>`
    select o.workflow_id as job, o.position, o.text from activity_said o
    join (${newestOf([request])}) w on w.id = o.workflow_id
    order by w.created_at, w.job, o.position`.execute(db);
  return rows;
}

/** What the newest workflow of each of a request's jobs has to go by, and what its tasks put out. */
export async function jobSources(db: Db, request: string): Promise<JobSource[]> {
  const { rows } = await sql<Omit<JobSource, "subject"> & Subject>`
    select w.id as job, w.request_id as request, w.action, ${SUBJECT}, coalesce(
      (select jsonb_agg(jsonb_build_object('task', a.task, 'values', a.outputs) order by a.position)
       from activity a where a.workflow_id = w.id and a.outputs <> '{}'), '[]') as outputs
    from (${newestOf([request])}) w ${WORKED_ON}
    order by w.created_at, v.name, w.job`.execute(db);
  return rows.map(({ vm, host, infrastructure, service, role, wish, ...source }) => {
    return { ...source, subject: { vm, host, infrastructure, service, role, wish } };
  });
}

async function newestWorkflows(db: Db, requests: string[], now: Date): Promise<WorkflowRow[]> {
  const tookMs = (row: string) => {
    const [started, ended] = [sql.ref(`${row}.started_at`), sql.ref(`${row}.ended_at`)];
    return sql`round(extract(epoch from coalesce(${ended}, ${now}::timestamptz) - ${started}) * 1000)::float8`;
  };
  const { rows } = await sql<WorkflowRow>`
    select w.id, w.request_id as "requestId", w.job, coalesce(v.name, i.name, w.job) as subject, w.state, w.reason, w.plan,
      ${tookMs("w")} as "tookMs", coalesce(
      (select jsonb_agg(jsonb_build_object('position', a.position, 'state', a.state, 'tookMs', ${tookMs("a")})
         order by a.position)
       from activity a where a.workflow_id = w.id), '[]') as activities, ${AWAITED_LOCK} as lock
    from (${newestOf(requests)}) w
    left join vm v on v.id = w.job
    left join infrastructure i on i.id = w.job
    order by v.name, w.job`.execute(db);
  return rows;
}

/** Of another business unit it is only said that it is one. */
const AWAITED_LOCK = sql`(
  select jsonb_build_object('position', mine.position, 'name', mine.name,
    'holder', case when h.id is not null then jsonb_build_object('since', h.held_at, 'who',
      case when hq.business_unit_id = q.business_unit_id then jsonb_build_object('request', hq.id, 'person', p.name) end) end)
  from task_lock mine
  join request q on q.id = w.request_id
  left join task_lock h on h.name = mine.name and h.per = mine.per and h.held_at is not null
  left join workflow hw on hw.id = h.workflow_id
  left join request hq on hq.id = hw.request_id
  left join person p on p.id = hq.requester_id
  where mine.workflow_id = w.id and mine.held_at is null order by mine.id desc limit 1)`;

/** Of workflows made at the same moment the newer one is the one that has not ended, or has ended later. */
function newestOf(requests: string[]) {
  return sql`
    select distinct on (request_id, job)
      id, request_id, job, action, state, reason, plan, created_at, started_at, ended_at
    from workflow
    where request_id = any(${requests})
    order by request_id, job, created_at desc, ended_at desc nulls first, id desc`;
}

/** What jobs work on: machines, or an infrastructure; null: whatever they turn out to work on. */
function workedOn(details: Details): Named[] | null {
  switch (details.kind) {
    case "bu.register":
    case "review":
    case "report.dispute":
      return [];
    case "infra.new":
    case "infra.change":
      return [details.plan];
    case "infra.extend":
    case "infra.decommission":
    case "infra.end":
      return null;
    case "vm.create":
    case "vm.action":
    case "vm.run":
    case "vm.import":
    case "vm.extend":
    case "vm.end":
      return details.machines;
  }
}

function jobView({ id, state, reason, plan, tookMs, activities, lock }: WorkflowRow, { name }: Named): JobView {
  const tasks = titlesIn(plan).map((title, position): TaskView => {
    const activity = activities.find((one) => one.position === position);
    const awaited = lock?.position === position ? { lock: { name: lock.name, holder: lock.holder } } : {};
    return { title, state: activity?.state ?? "waiting", tookMs: activity?.tookMs ?? null, ...awaited };
  });
  return { id, subject: name, state, reason, tookMs, tasks };
}

const titled = z.object({ tasks: z.array(z.object({ name: z.string(), title: z.string().optional() })) });

/** The titles of a plan's tasks; none when an older program pinned a plan of another shape. */
function titlesIn(plan: unknown): string[] {
  const read = titled.safeParse(plan);
  return read.success ? read.data.tasks.map(({ name, title }) => title ?? name) : [];
}
