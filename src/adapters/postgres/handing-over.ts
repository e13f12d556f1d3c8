/** Handing over what is due: in one transaction, after which the outbox is drained; and when something is due next. */
import { type RawBuilder, sql } from "kysely";
import type { HandedOver } from "../../app/deadlines.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";

interface HandingOver {
  db: Db;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
  /** Hands over what is due, and returns how much that was. */
  work(tx: Tx, now: Date): Promise<number>;
  /** The moment as an SQL value; null when nothing is due. */
  next: RawBuilder<unknown>;
}

export function handingOver({ db, committed, work, next }: HandingOver): HandedOver {
  return {
    async handOver(now) {
      if (await inTransaction(db, (tx) => work(tx, now))) committed();
    },
    next: () => nextMoment(db, next),
  };
}

/** What this SQL value comes to: a moment, or null. */
export async function nextMoment(db: Db, moment: RawBuilder<unknown>): Promise<Date | null> {
  const { rows } = await sql<{ next: Date | null }>`select ${moment} as next`.execute(db);
  return rows[0]?.next ?? null;
}
