/** Workflows in Postgres: each of their moves is one statement, fenced by the number of the run. */
import { sql } from "kysely";
import type { Ending, Fence, Move, Word, WorkflowStore } from "../../engine/workflow-store.ts";
import { endedActivity, kept, keptOutputs } from "./activity-writes.ts";
import type { Db } from "./pool.ts";
import { begin } from "./workflow-work.ts";

export interface WorkflowStoreOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startWorkflowStore({ db, now, committed }: WorkflowStoreOptions): WorkflowStore {
  return {
    begin: (id) => begin(db, now(), id),
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
    out_of_line as (delete from task_lock using over where workflow_id = over.id),
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
