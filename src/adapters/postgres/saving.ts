/** A request's row, its audit event and its orders as fragments of the statement that saves a decision. */
import { sql } from "kysely";
import { MACHINES } from "../../../machines/lifecycle.ts";
import type { Change, World } from "../../app/store.ts";
import { type Identity, identityText } from "../../domain/actor.ts";
import { kindText, type Request, subjectOf } from "../../domain/request.ts";
import { type Fragment, inserting } from "./write-scene.ts";

/** The row of a new request, which has the datacenter's next number. */
export function opened(request: Request, isOver: boolean): Fragment[] {
  const { id, datacenter, machine, standing, details, businessUnit, requester, created, deadline } = request;
  const row = {
    ...{ id, datacenter_id: datacenter, machine, machine_version: MACHINES[machine].version, is_over: isOver },
    ...{ kind: kindText(details), subject: subjectOf(details), details, business_unit_id: businessUnit },
    ...{ state: standing.state, context: standing.context, requester_id: requester },
    ...{ created_at: created, deadline_at: deadline },
  };
  const numbered = sql`numbered as (update datacenter set last_request = last_request + 1 where id = ${datacenter})`;
  return [numbered, ...inserting("opened", "request", [row])];
}

/** The row of a request as it is from now on. */
export function saved({ id, standing, details, version, deadline }: Request, isOver: boolean): Fragment[] {
  return [
    sql`saved as (
      update request set state = ${standing.state}, context = ${JSON.stringify(standing.context)},
        details = ${JSON.stringify(details)}, subject = ${subjectOf(details)}, version = ${version},
        is_over = ${isOver}, deadline_at = ${deadline}
      where id = ${id})`,
  ];
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
