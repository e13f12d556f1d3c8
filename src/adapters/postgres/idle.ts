/** What lies idle, in Postgres: looked for once a day, each asked about once, and who keeps it noted. */
import { type RawBuilder, sql } from "kysely";
import type { DueIdle, IdleMachine, IdleReservation, IdleStore, Keepable } from "../../app/idle.ts";
import { nextLook } from "../../domain/day.ts";
import type { IdleRule } from "../../domain/idle-rule.ts";
import { noteEvent } from "./audit-log.ts";
import { handingOver } from "./handing-over.ts";
import { idleMachines } from "./idle-machines.ts";
import { IDLE_RULE, idleRule } from "./idle-rule.ts";
import { linesWithin } from "./ledger/period.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

interface IdleOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startDueIdle({ db, committed }: Pick<IdleOptions, "db" | "committed">): DueIdle {
  const next = sql`(select min(idle_look_at) from datacenter where id = ${THE_DATACENTER})`;
  return handingOver({ db, committed, work: handOver, next });
}

export function startIdleStore({ db, now }: Pick<IdleOptions, "db" | "now">): IdleStore {
  return {
    keep: ({ kind, id, name }, by, check) =>
      inTransaction(db, async (tx) => {
        check(await lockRights(tx, by, now()));
        const { quietDays } = await idleRule(tx);
        const until = new Date(now().getTime() + quietDays * DAY_MS);
        await sql`
          insert into idle_question (${COLUMN[kind]}, asked_at, kept_by, kept_at, quiet_until)
          values (${id}, ${now()}, ${by.person}, ${now()}, ${until})
          on conflict (${COLUMN[kind]}) do update
            set kept_by = excluded.kept_by, kept_at = excluded.kept_at, quiet_until = excluded.quiet_until`.execute(tx);
        const after = { until: until.toISOString() };
        await noteEvent(tx, {
          at: now(),
          identity: by.identity,
          action: "report.keep",
          subject: name,
          before: null,
          after,
        });
        return until;
      }),
  };
}

const DAY_MS = 86_400_000;

/** Which column names what is asked about. */
const COLUMN: Record<Keepable["kind"], RawBuilder<unknown>> = {
  infrastructure: sql.ref("infrastructure_id"),
  machine: sql.ref("vm_id"),
};

/**
 * Returns how many are asked about. It reads for long in a large datacenter, so only its end holds the datacenter's row, for
 * which decisions wait.
 */
async function handOver(tx: Tx, now: Date): Promise<number> {
  const due = await dueLook(tx, now);
  if (!due) return 0;
  const [reservations, machines] = due.maintenance === null ? await findIdle(tx, due, now) : [[], []];
  await sql`update datacenter set idle_look_at = ${nextLook(now, due.zone)} where id = ${THE_DATACENTER}`.execute(tx);
  const asked = await ask(tx, due.rule, "infrastructure", reservations, now);
  return asked + (await ask(tx, due.rule, "machine", machines, now));
}

interface DueLook {
  zone: string;
  maintenance: string | null;
  rule: IdleRule;
}

/** Of two sweeps at once the second leaves it to the first, and later finds that the day was looked at. */
async function dueLook(tx: Tx, now: Date): Promise<DueLook | undefined> {
  const { rows: locks } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('idle')) as mine`.execute(tx);
  if (!locks[0]?.mine) return undefined;
  const { rows } = await sql<DueLook>`
    select d.time_zone as zone, d.maintenance, ${IDLE_RULE} as rule from datacenter d
    where d.id = ${THE_DATACENTER} and (d.idle_look_at is null or d.idle_look_at <= ${now})`.execute(tx);
  return rows[0];
}

async function findIdle(tx: Tx, { rule, zone }: DueLook, now: Date): Promise<[Asked[], Asked[]]> {
  const reservations = await idleReservations(tx, rule, now, zone);
  const machines = await idleMachines(tx, rule, now, notAskedLately("machine", sql`v.id`, now));
  return [
    reservations.map((payload) => ({ id: payload.infrastructure, payload })),
    machines.map((payload) => ({ id: payload.machine, payload })),
  ];
}

/** Of what is kept under this id. */
function notAskedLately(kind: Keepable["kind"], id: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`not exists (select from idle_question where ${COLUMN[kind]} = ${id} and quiet_until > ${now})`;
}

interface Asked {
  id: string;
  payload: IdleReservation | IdleMachine;
}

/** Returns how many: what somebody has said to keep meanwhile is not asked about. */
async function ask(tx: Tx, { quietDays }: IdleRule, kind: Keepable["kind"], all: Asked[], now: Date): Promise<number> {
  const until = new Date(now.getTime() + quietDays * DAY_MS);
  const { numAffectedRows } = await sql`
    with o as (select * from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as o (id text, payload jsonb)),
    asked as (
      insert into idle_question (${COLUMN[kind]}, asked_at, quiet_until)
      select o.id, ${now}::timestamptz, ${until}::timestamptz from o
      on conflict (${COLUMN[kind]}) do update
        set asked_at = excluded.asked_at, quiet_until = excluded.quiet_until, kept_by = null, kept_at = null
        where idle_question.quiet_until <= ${now}
      returning ${COLUMN[kind]} as id)
    insert into outbox (queue, name, payload)
    select 'effects', 'ask-idle', o.payload from o join asked on asked.id = o.id`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/**
 * Those that could be used all these whole days, are not changed or wound up, and of whose memory or storage more than
 * that lay unused on each of the days.
 */
async function idleReservations(
  tx: Tx,
  { reservations: { percent, days } }: IdleRule,
  now: Date,
  zone: string,
): Promise<IdleReservation[]> {
  const { rows: period } = await sql<{ from: string; to: string; begins: Date }>`
    select to_char(t.day - ${days}::integer, 'YYYY-MM-DD') as from, to_char(t.day - 1, 'YYYY-MM-DD') as to,
      (t.day - ${days}::integer)::timestamp at time zone ${zone} as begins
    from (select (${now}::timestamptz at time zone ${zone})::date as day) t`.execute(tx);
  const [span] = period;
  if (!span) return [];
  const { rows } = await sql<IdleReservation>`
    with ${linesWithin(span, now)},
    daily as (
      select s.object_id as id, l.day, sum(l.memory_mb_seconds)::numeric / nullif(sum(s.memory_mb::bigint * l.seconds), 0) as memory,
        sum(l.disk_gb_seconds)::numeric / nullif(sum(s.disk_gb::bigint * l.seconds), 0) as storage
      from lines l join span s on s.id = l.span_id
      where l.kind = 'reserved' group by s.object_id, l.day)
    select i.id as infrastructure, i.name, i.business_unit_id as unit, round(avg(d.memory) * 100)::integer as memory,
      round(avg(d.storage) * 100)::integer as storage, ${days}::integer as days
    from infrastructure i
    join daily d on d.id = i.id
    where i.state = 'provisioned' and i.ending_id is null and i.usable_at <= ${span.begins}
      and ${notAskedLately("infrastructure", sql`i.id`, now)}
      and not exists (
        select from request r where r.kind = 'infra change' and not r.is_over and r.details -> 'base' ->> 'id' = i.id)
    group by i.id
    having count(*) = ${days} and (min(d.memory) * 100 > ${percent} or min(d.storage) * 100 > ${percent})
    order by i.name`.execute(tx);
  return rows;
}
