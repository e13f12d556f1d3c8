/** The store of requests in Postgres: one transaction locks, lets decide, and saves everything, or nothing. */
import { sql } from "kysely";
import { MACHINES } from "../../../machines/lifecycle.ts";
import type { Change, Counted, Opening, RequestStore, World } from "../../app/store.ts";
import { type Identity, identityText } from "../../domain/actor.ts";
import { Refusal } from "../../domain/refusal.ts";
import { kindText, type Request, subjectOf } from "../../domain/request.ts";
import { actorBehind, namesBehind } from "./actors.ts";
import { lockAndCount } from "./counting.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { readRequest } from "./request-row.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";
import { carryOut } from "./writes.ts";

export interface StoreOptions {
  db: Db;
  now(): Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

/** What a transaction knows of itself. */
interface Scene extends StoreOptions {
  tx: Tx;
  by: Identity | null;
}

export function startStore(options: StoreOptions): RequestStore {
  const run = async <T>(by: Identity | null, work: (scene: Scene) => Promise<T>): Promise<T> => {
    const result = await inTransaction(options.db, (tx) => work({ ...options, tx, by }));
    options.committed();
    return result;
  };
  return {
    open: (counted, by, decide) => run(by, (scene) => open(scene, counted, decide)),
    change: (id, by, counted, decide) => run(by, (scene) => change(scene, id, counted, decide)),
  };
}

async function open(scene: Scene, counted: Counted, decide: (id: string, world: World) => Opening): Promise<Request> {
  const { id, datacenter } = await nextRequest(scene.tx);
  const world = await look(scene, datacenter, counted, []);
  const opening = decide(id, world);
  if (!world.actor) throw new Error(`opening ${id} for nobody`);
  const request: Request = {
    ...{ id, datacenter, machine: opening.machine, standing: opening.standing, details: opening.details },
    ...{ businessUnit: opening.businessUnit, requester: world.actor.person, version: 1, created: world.now },
    deadline: opening.deadline,
  };
  await insertRequest(scene.tx, request, opening.isOver);
  const named = opening.names ? [{ type: "take-names" as const, ...opening.names }] : [];
  await carryOut({ tx: scene.tx, request, now: world.now }, [...named, ...opening.writes]);
  await note(scene, request, opening, world);
  return request;
}

async function change(
  scene: Scene,
  id: string,
  counted: (request: Request) => Counted,
  decide: (request: Request, world: World) => Change | null,
): Promise<Request> {
  const row = await scene.tx.selectFrom("request").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal("not-found", `there is no request ${id}`, "see yours: request list");
  const before = readRequest(row);
  const world = await look(scene, before.datacenter, counted(before), peopleIn(before));
  const decided = decide(before, world);
  if (!decided) return before;
  const { standing, details, deadline } = decided;
  const after = { ...before, standing, details, deadline, version: before.version + 1 };
  await carryOut({ tx: scene.tx, request: after, now: world.now }, decided.writes);
  await save(scene, after, decided, world);
  return after;
}

/** The id that a new request gets, in the one datacenter there is. */
async function nextRequest(tx: Tx): Promise<{ id: string; datacenter: string }> {
  const { rows } = await sql<{ id: string; datacenter: string }>`
    select request_prefix || '-' || nextval('request_number') as id, id as datacenter
    from datacenter where id = ${THE_DATACENTER}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("opening a request where there is no datacenter");
  return row;
}

/** People come last, in one statement: their rights are those that they hold once every lock is had. */
async function look(
  { tx, by, now, id }: Scene,
  datacenter: string,
  counted: Counted,
  people: string[],
): Promise<World> {
  const sums = await lockAndCount(tx, datacenter, counted);
  const { rows } = await sql<Pick<World, "datacenter" | "actor" | "people">>`
    select jsonb_build_object('id', id, 'name', name, 'currency', currency, 'timeZone', time_zone) as datacenter,
      ${by ? actorBehind(by) : null} as actor, ${namesBehind(people)} as people
    from datacenter where id = ${datacenter}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error(`looking at datacenter ${datacenter}, which is gone`);
  return { ...sums, ...row, now: now(), id };
}

function peopleIn({ requester, standing: { context } }: Request): string[] {
  const deciders = [...context.yeses.map((yes) => yes.by), context.ending?.by ?? requester];
  return [...new Set([requester, ...deciders])];
}

async function insertRequest(tx: Tx, request: Request, isOver: boolean): Promise<void> {
  await tx
    .insertInto("request")
    .values({
      ...{ id: request.id, datacenter_id: request.datacenter, machine: request.machine },
      ...{
        kind: kindText(request.details),
        subject: subjectOf(request.details),
        details: JSON.stringify(request.details),
      },
      ...{ machine_version: MACHINES[request.machine].version, state: request.standing.state },
      ...{ context: JSON.stringify(request.standing.context), business_unit_id: request.businessUnit },
      ...{
        requester_id: request.requester,
        is_over: isOver,
        created_at: request.created,
        deadline_at: request.deadline,
      },
    })
    .execute();
}

/** The row, the audit event and the outbox rows in one statement. */
async function save(scene: Scene, request: Request, change: Change, world: World): Promise<void> {
  const { standing, details, deadline, version } = request;
  await sql`
    with saved as (
      update request set state = ${standing.state}, context = ${JSON.stringify(standing.context)},
        details = ${JSON.stringify(details)}, subject = ${subjectOf(details)}, version = ${version},
        is_over = ${change.isOver}, deadline_at = ${deadline}
      where id = ${request.id}),
    ${noting(scene, request, change, world)}
    select 1`.execute(scene.tx);
}

async function note(scene: Scene, request: Request, change: Change, world: World): Promise<void> {
  await sql`with ${noting(scene, request, change, world)} select 1`.execute(scene.tx);
}

function noting({ by }: Scene, request: Request, { audit, orders }: Change, { now, actor }: World) {
  return sql`noted as (
      insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
      values (${request.datacenter}, ${now}, ${actor?.person ?? null}, ${by ? identityText(by) : "system"},
        ${audit.action}, ${request.id}, ${JSON.stringify(audit.before)}::jsonb, ${JSON.stringify(audit.after)}::jsonb)),
    ordered as (
      insert into outbox (queue, name, payload)
      select queue, name, payload from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb)
        as o(queue text, name text, payload jsonb))`;
}
