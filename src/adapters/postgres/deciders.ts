/** The people who may be asked about requests, with who stands in for them; as few queries for many requests as for one. */
import { sql } from "kysely";
import { type Colleague, type Decider, decidersOf } from "../../domain/asked.ts";
import { isPending } from "../../domain/reader.ts";
import type { Request } from "../../domain/request.ts";
import { grantsOf } from "./actors.ts";
import type { Db } from "./pool.ts";

/** Who may decide on each of these requests that is pending, by its id. */
export async function decidersAt(db: Db, requests: Request[], now: Date): Promise<Map<string, Decider[]>> {
  const pending = requests.filter(isPending);
  if (pending.length === 0) return new Map();
  const people = await colleaguesFor(db, pending, now);
  return new Map(pending.map((request) => [request.id, decidersOf(request, people)]));
}

/** By name: whoever holds a role that one of the requests asks, and the requesters, whose stand-ins may not decide. */
async function colleaguesFor(db: Db, requests: Request[], now: Date): Promise<Colleague[]> {
  const groups = [...new Set(requests.flatMap(groupsIn))];
  const units = requests.flatMap(({ businessUnit }) => businessUnit ?? []);
  const requesters = requests.map(({ requester }) => requester);
  const { rows } = await sql<Colleague>`
    select p.id as person, p.name, ${grantsOf(sql`p.id`)} as grants,
      (select jsonb_build_object('until', d.until, 'delegate', jsonb_build_object('person', s.id, 'name', s.name))
       from delegation d join person s on s.id = d.delegate_id
       where d.person_id = p.id and d.ends_at > ${now}) as away
    from person p
    where p.id = any(${requesters}::text[]) or p.id in (
      select person_id from role_grant
      where role = any(${groups}::text[]) and (business_unit_id is null or business_unit_id = any(${units}::text[])))
    order by p.name, p.id`.execute(db);
  return rows;
}

function groupsIn({ standing: { context } }: Request): string[] {
  return (context.stages[context.stage]?.asks ?? []).flatMap(({ from }) => from);
}
