/** A request's row, its audit event and its orders as fragments of the statement that saves a decision. */
import { sql } from "kysely";
import { MACHINES } from "../../../machines/lifecycle.ts";
import type { Change, World } from "../../app/store.ts";
import { type Identity, identityText } from "../../domain/actor.ts";
import { kindText, type Request, subjectOf, type Timers } from "../../domain/request.ts";
import { type Fragment, inserting } from "./write-scene.ts";

/** The row of a new request, which has the datacenter's next number. */
export function opened(request: Request, isOver: boolean): Fragment[] {
  const { id, datacenter, machine, standing, details, businessUnit, requester, created, ruling } = request;
  const row = {
    ...{ id, datacenter_id: datacenter, machine, machine_version: MACHINES[machine].version, is_over: isOver },
    ...{ kind: kindText(details), subject: subjectOf(details), details, business_unit_id: businessUnit },
    ...{ state: standing.state, context: standing.context, requester_id: requester },
    ...{ created_at: created, ruling, ruled_at: ruling && created, ...timerColumns(request.timers) },
  };
  const numbered = sql`numbered as (update datacenter set last_request = last_request + 1 where id = ${datacenter})`;
  return [numbered, ...inserting("opened", "request", [row])];
}

/** The row of a request as it is from now on. */
export function saved(
  { id, standing, details, version, ruling, timers }: Request,
  isOver: boolean,
  now: Date,
): Fragment[] {
  const ruled = sql`${ruling && JSON.stringify(ruling)}::jsonb`;
  const { deadline_at, remind_at, escalate_at, paused } = timerColumns(timers);
  return [
    sql`saved as (
      update request set state = ${standing.state}, context = ${JSON.stringify(standing.context)},
        details = ${JSON.stringify(details)}, subject = ${subjectOf(details)}, version = ${version},
        is_over = ${isOver}, ruling = ${ruled},
        ruled_at = case when ruling is distinct from ${ruled} then ${now} else ruled_at end, deadline_at = ${deadline_at},
        remind_at = ${remind_at}, escalate_at = ${escalate_at}, paused = ${paused && JSON.stringify(paused)}::jsonb
      where id = ${id})`,
  ];
}

function timerColumns({ deadline, remind, escalate, paused }: Timers) {
  return { deadline_at: deadline, remind_at: remind, escalate_at: escalate, paused };
}

/** What the audit log says of a change, and what is to be carried out after it. */
export function noted(
  request: Request,
  { audit, orders }: Change,
  { now, actor }: World,
  by: Identity | null,
): Fragment[] {
  return [
    sql`noted as (
      insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
      values (${request.datacenter}, ${now}, ${actor?.person ?? null}, ${by ? identityText(by) : "system"},
        ${audit.action}, ${request.id}, ${JSON.stringify(audit.before)}::jsonb, ${JSON.stringify(audit.after)}::jsonb))`,
    ...inserting("ordered", "outbox", orders),
  ];
}
