/** The line for a lock as its rows have it: who joined, whose turn it is, and who in it is gone. */
import type pg from "pg";
import type { Asker, LockName } from "../../engine/locks.ts";
import { duplicateOf } from "./pool.ts";
import { startSession } from "./session.ts";

/** Somebody in line, or the holder. */
export interface Ticket {
  id: number;
  /** By this name their script is found. */
  script: string;
}

/** Somebody in front who may have to be passed over. */
export interface InFront extends Ticket {
  isHolder: boolean;
  isBroken: boolean;
  isGone: boolean;
}

export interface LockLine {
  join(lock: LockName, asker: Asker, at: Date): Promise<Ticket>;
  /** True when it is their turn and the lock is free: it is theirs from now on. */
  enter(id: number, at: Date): Promise<boolean>;
  inFront(id: number): Promise<InFront[]>;
  /** Null when it is not in the line any more; otherwise whether somebody broke it, in a sentence. */
  standing(id: number): Promise<{ broken: string | null } | null>;
  ofWorkflow(workflow: string): Promise<Ticket[]>;
  /** False when it was not in the line any more. */
  leave(id: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Those who joined here count as alive as long as this process is, and its connection. */
export function startLockLine(pool: pg.Pool): LockLine {
  const own = new Set<number>();
  const session = startSession(pool, ALIVE, () => [...own].map((id) => [id]));
  return {
    async join({ name, per }, { workflow, position }, at) {
      const [ticket] = await session.query<Ticket>(JOIN, [name, per, workflow, position, at]);
      if (!ticket) throw new Error(`joining the line for lock ${name}`);
      own.add(ticket.id);
      return ticket;
    },
    async enter(id, at) {
      try {
        return (await session.query(ENTER, [id, at])).length > 0;
      } catch (error) {
        if (duplicateOf(error) === "task_lock_holder") return false;
        throw error;
      }
    },
    inFront: (id) => session.query<InFront>(IN_FRONT, [id]),
    standing: async (id) => (await session.query<{ broken: string | null }>(STANDING, [id]))[0] ?? null,
    ofWorkflow: async (workflow) => (await pool.query<Ticket>(OF_WORKFLOW, [workflow])).rows,
    async leave(id) {
      const isOwn = own.delete(id);
      const left = await pool.query(LEAVE, [id]).catch(async (error) => {
        await session.close(); // so that it counts as gone
        throw error;
      });
      if (isOwn) await session.query(NOT_ALIVE, [id]).catch(session.close);
      return left.rows.length > 0;
    },
    close: session.close,
  };
}

const KIND = "hashtext('task locks')";

const SCRIPT = "workflow_id || '.' || position || '.lock-' || id";

/** A row that others see has its advisory lock already: both are there from the end of the statement on. */
const JOIN = `
  with joined as (
    insert into task_lock (name, per, workflow_id, position, asked_at) values ($1, $2, $3, $4, $5)
    returning id, ${SCRIPT} as script)
  select id, script, pg_advisory_lock(${KIND}, id) from joined`;

/** Only their own connection that broke can have it still, and for so long they are alive by that one. */
const ALIVE = `select pg_advisory_lock(${KIND}, $1)`;

const NOT_ALIVE = `select pg_advisory_unlock(${KIND}, $1)`;

/** Where two whom nobody sees in front of each other enter at once, the index lets one of them in. It may be asked again. */
const ENTER = `
  update task_lock as mine set held_at = coalesce(held_at, $2)
  where id = $1 and (held_at is not null or not exists (
    select from task_lock o where o.name = mine.name and o.per = mine.per and o.id <> mine.id
      and (o.id < mine.id or o.held_at is not null)))
  returning id`;

/** pg_locks (in the manual) tells which locks of two numbers are held in this database. */
const IN_FRONT = `
  select o.id, o.workflow_id || '.' || o.position || '.lock-' || o.id as script, o.held_at is not null as "isHolder",
    o.broken is not null as "isBroken", not exists (
      select from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
        and classid = ${KIND}::oid and objid = o.id::oid
        and database = (select oid from pg_database where datname = current_database())) as "isGone"
  from task_lock mine join task_lock o on o.name = mine.name and o.per = mine.per and o.id <> mine.id
  where mine.id = $1 and (o.id < mine.id or o.held_at is not null)`;

const STANDING = "select broken from task_lock where id = $1";

const OF_WORKFLOW = `select id, ${SCRIPT} as script from task_lock where workflow_id = $1`;

const LEAVE = "delete from task_lock where id = $1 returning id";
