/** The locks of tasks in Postgres, for people: read in one query, broken in one transaction that notes it. */
import { sql } from "kysely";
import type { LockBook } from "../../app/locks.ts";
import { lockText } from "../../cards/lock-card.ts";
import type { LockParty, LockView } from "../../cards/lock-view.ts";
import type { Actor } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";

export function startLockBook(db: Db, now: () => Date): LockBook {
  return {
    all: async () => locksIn(await inLine(db)),
    break: (id, reason, by) => inTransaction(db, (tx) => broken(tx, { id, reason, by, at: now() })),
  };
}

interface Row extends LockParty {
  id: number;
  name: string;
  per: string;
  isHolder: boolean;
  broken: string | null;
}

async function inLine(db: Db | Tx): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select l.id, l.name, l.per, l.broken, l.held_at is not null as "isHolder", coalesce(l.held_at, l.asked_at) as since,
      w.request_id as request, p.name as person, coalesce(v.name, i.name, w.job) as subject,
      coalesce(t.task->>'title', t.task->>'name', 'undoing') as task
    from task_lock l
    join workflow w on w.id = l.workflow_id
    join request q on q.id = w.request_id
    join person p on p.id = q.requester_id
    left join vm v on v.id = w.job
    left join infrastructure i on i.id = w.job
    left join lateral (select w.plan->'tasks'->l.position as task) t on true
    order by l.name, l.per, l.held_at is null, l.id`.execute(db);
  return rows;
}

/** Between two holders there is none for a moment; then the lock is not shown. */
function locksIn(rows: Row[]): LockView[] {
  return rows.flatMap((row) => {
    if (!row.isHolder) return [];
    const waiting = rows.filter((one) => !one.isHolder && one.name === row.name && one.per === row.per);
    const { id, name, per, broken: why } = row;
    return [{ id, name, per, holder: partyIn(row), waiting: waiting.map(partyIn), broken: why }];
  });
}

function partyIn({ request, person, task, subject, since }: Row): LockParty {
  return { request, person, task, subject, since };
}

interface Break {
  id: number;
  reason: string;
  by: Actor;
  at: Date;
}

/** Broken twice it stays as it was said first. */
async function broken(tx: Tx, { id, reason, by, at }: Break): Promise<LockView> {
  requirePermission(await lockRights(tx, by, at), "datacenter.edit", null);
  const { rows } = await sql`select from task_lock where id = ${id} and held_at is not null for update`.execute(tx);
  const lock = rows.length ? locksIn(await inLine(tx)).find((one) => one.id === id) : undefined;
  if (!lock) throw new Refusal("not-found", `nobody holds a lock ${id}`, "see who holds which: dc lock list");
  if (lock.broken !== null) return lock;
  const why = `${by.name} broke its lock ${lock.name}: ${reason}`;
  await sql`update task_lock set broken = ${why} where id = ${id}`.execute(tx);
  await noteEvent(tx, {
    ...{ identity: by.identity, action: "lock.break", subject: lock.holder.request, at },
    ...{ before: { lock: lockText(lock), task: lock.holder.task }, after: { reason } },
  });
  return lock;
}
