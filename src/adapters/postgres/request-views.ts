/** Requests as their cards show them, with the names and the work around them; as few queries for many as for one. */
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { RequestFilter, RequestViews } from "../../app/reads.ts";
import type { MachineView, RequestView } from "../../cards/request-view.ts";
import type { Details, Request } from "../../domain/request.ts";
import { namesOf } from "./actors.ts";
import { decidersAt } from "./deciders.ts";
import { jobsOf, saidIn } from "./job-views.ts";
import { placeInLine, waitingInLine } from "./line.ts";
import type { Db } from "./pool.ts";
import { readRequest } from "./request-row.ts";
import type { Database } from "./schema.ts";
import { inSight } from "./sight.ts";

/** `now` says who is away. */
export function startRequestViews(db: Db, now: () => Date): RequestViews {
  const viewsOf = (rows: Row[]) => viewsAt(db, rows, now());
  return {
    view: async (id) => inLine(db, (await viewsOf(await rowsWhere(db, sql`r.id = ${id}`, 1)))[0] ?? null),
    list: async (filter) => viewsOf(await rowsWhere(db, sql.join(conditionsOf(filter), sql` and `), filter.most)),
    ofInfrastructure: (name) => newestOfInfrastructure(db, name),
    said: (id) => saidIn(db, id),
    waiting: () => waitingInLine(db),
  };
}

/** With its place in line, where it waits for the engine. */
async function inLine(db: Db, view: RequestView | null): Promise<RequestView | null> {
  if (view?.request.standing.state !== "waiting") return view;
  const line = await placeInLine(db, view.request.id);
  return line ? { ...view, line } : view;
}

function conditionsOf({ requester, waiting, most: _most, ...sight }: RequestFilter): RawBuilder<unknown>[] {
  return [
    inSight(sight, OWN),
    ...(requester === undefined ? [] : [sql`r.requester_id = ${requester}`]),
    ...(waiting ? [sql`r.state = any('{awaitingApproval,awaitingAnswer,awaitingAcceptance}') and not r.is_over`] : []),
  ];
}

const OWN = {
  units: (ids: string[]) => sql`r.business_unit_id = any(${ids})`,
  infrastructures: (ids: string[]) => sql`r.infrastructure_id = any(${ids})`,
  services: (ids: string[]) => sql`r.service_id = any(${ids})`,
};

type Row = Selectable<Database["request"]> & { unit: string | null; currency: string; time_zone: string };

/** The newest first; of those opened at the same moment, the higher number. */
async function rowsWhere(db: Db, where: RawBuilder<unknown>, most: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.*, u.name as unit, d.currency, d.time_zone
    from request r
    join datacenter d on d.id = r.datacenter_id
    left join business_unit u on u.id = r.business_unit_id
    where ${where}
    order by r.created_at desc, length(r.id) desc, r.id desc
    limit ${most}`.execute(db);
  return rows;
}

/** The rows come first: what is read after them may be newer than their version, and never older. */
async function viewsAt(db: Db, rows: Row[], now: Date): Promise<RequestView[]> {
  if (rows.length === 0) return [];
  const requests = rows.map(readRequest);
  const jobs = await jobsOf(db, requests, now);
  const machines = await findMachines(db, requests.flatMap(machineIds));
  const names = await namesOf(db, requests.flatMap(peopleIn));
  const failures = await failuresOf(db, requests);
  const deciders = await decidersAt(db, requests, now);
  return rows.map((row) => {
    const request = readRequest(row);
    return {
      request,
      people: pick(names, peopleIn(request)),
      ...{ unit: row.unit, currency: row.currency, timeZone: row.time_zone },
      jobs: jobs.get(request.id) ?? [],
      machines: machineIds(request).flatMap((id) => machines.get(id) ?? []),
      undelivered: failures.get(request.id) ?? [],
      deciders: deciders.get(request.id) ?? [],
    };
  });
}

function machineIds({ details }: Request): string[] {
  return machinesIn(details).map(({ id }) => id);
}

function machinesIn(details: Details) {
  return "machines" in details ? details.machines : [];
}

function peopleIn({ requester, standing: { context } }: Request): string[] {
  const { yeses, talk, ending, override } = context;
  const others = [ending?.by, override?.by].flatMap((by) => by ?? []);
  return [requester, ...yeses.flatMap(({ by, right }) => [by, right]), ...talk.map(({ by }) => by), ...others];
}

function pick(names: Record<string, string>, people: string[]): Record<string, string> {
  return Object.fromEntries(people.flatMap((person) => (names[person] === undefined ? [] : [[person, names[person]]])));
}

async function findMachines(db: Db, ids: string[]): Promise<Map<string, MachineView>> {
  const { rows } = await sql<MachineView>`select id, name, state, address from vm where id = any(${ids})`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where cards could not be shown and notices not be said, by the request's id; one private place of a person's is enough. */
async function failuresOf(db: Db, requests: Request[]): Promise<Map<string, RequestView["undelivered"]>> {
  const ids = requests.map(({ id }) => id);
  const { rows } = await sql<{ id: string; failures: RequestView["undelivered"] }>`
    with failed as (
      select request_id, platform, tenant, conversation, failure from posted_card
      where failure is not null and request_id = any(${ids})
      union
      select request_id, platform, tenant, conversation, failure from notice
      where status = 'failed' and request_id = any(${ids}))
    select request_id as id, jsonb_agg(jsonb_build_object('conversation', conversation, 'why', failure)) as failures
    from failed f
    where not exists (
      select from identity one
      join identity another on another.person_id = one.person_id
      join posted_card p on p.platform = another.platform and p.tenant = another.tenant
        and p.conversation = '@' || another.user_id
      where one.platform = f.platform and one.tenant = f.tenant and '@' || one.user_id = f.conversation
        and p.request_id = f.request_id and p.message is not null and p.failure is null)
    group by request_id`.execute(db);
  return new Map(rows.map(({ id, failures }) => [id, failures]));
}

async function newestOfInfrastructure(db: Db, name: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from request
    where machine in ('allocation', 'change') and subject = ${name}
    order by is_over, created_at desc, length(id) desc, id desc
    limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
