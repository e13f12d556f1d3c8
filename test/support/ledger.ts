/** A ledger to try: rows that change as decisions change them, at moments of one's own, and days that are closed. */
import { sql } from "kysely";
import { startLedgerClosing } from "../../src/adapters/postgres/ledger/closing.ts";
import { startLedgerEntries } from "../../src/adapters/postgres/ledger/refunds.ts";
import { keepAllSpans, keepSpans } from "../../src/adapters/postgres/ledger/spans.ts";
import { startLedger } from "../../src/adapters/postgres/ledger/start.ts";
import { type Db, inTransaction } from "../../src/adapters/postgres/pool.ts";
import { openRows } from "./rows.ts";

export type LedgerTrial = Awaited<ReturnType<typeof openLedger>>;

/** Memory in GB, storage in GB. */
type Size = [memory: number, storage: number];

/** In Berlin. Moments are ISO texts. */
export async function openLedger(open?: () => Promise<Db>) {
  const rows = await openRows(open);
  const { db } = rows;
  const clock = { now: new Date(0) };
  const closing = startLedgerClosing(db);
  const ledger = startLedger(db, () => clock.now);
  const change = (at: string, id: string, work: (tx: typeof db) => Promise<unknown>) =>
    inTransaction(db, async (tx) => {
      await work(tx);
      await keepSpans(tx, [id], new Date(at));
    });
  return {
    ...{ ...rows, clock, closing, ledger, entries: startLedgerEntries(db, () => clock.now) },
    /** What a GB of each costs a day, from that day on. */
    rate: (from: string, memory: string, storage: string) =>
      sql`insert into rate values ('dc1', ${from}, ${memory}, ${storage})
        on conflict (datacenter_id, starts_on) do update set memory = excluded.memory, storage = excluded.storage`.execute(
        db,
      ),
    price: (template: string, from: string, dayPrice: string | null) =>
      sql`insert into template_price values ('dc1', ${template}, ${from}, ${dayPrice})
        on conflict (datacenter_id, template, starts_on) do update set day_price = excluded.day_price`.execute(db),
    /** An infrastructure has so much from then on; none: it is gone. */
    grant: (at: string, id: string, size: Size | null) =>
      change(at, id, (tx) => {
        const [memory = 0, storage = 0] = size ?? [];
        const set = size
          ? { memory_mb: memory * 1024, disk_gb: storage, state: "provisioned" as const }
          : { state: "decommissioned" as const };
        return tx.updateTable("infrastructure").set(set).where("id", "=", id).execute();
      }),
    /** A machine is so from then on. */
    machine: (at: string, id: string, set: { state?: string; size?: Size; template?: string; name?: string }) =>
      change(at, id, (tx) => {
        const { size, ...columns } = set;
        const sized = size ? { memory_mb: size[0] * 1024, disk_gb: size[1] } : {};
        const gone = set.state === "deleted" ? { deleted_at: new Date(at) } : {};
        return tx
          .updateTable("vm")
          .set({ ...columns, ...sized, ...gone })
          .where("id", "=", id)
          .execute();
      }),
    /** The rules by which the datacenter counts are otherwise from then on. */
    counts: async (at: string, set: { stopped_counts?: "whole" | "storage"; stored_counts?: "whole" | "storage" }) => {
      await db.updateTable("datacenter").set(set).execute();
      await inTransaction(db, (tx) => keepAllSpans(tx, new Date(at)));
    },
    keepAll: (at: string) => inTransaction(db, (tx) => keepAllSpans(tx, new Date(at))),
    /** Closes every day that is over then; returns which. */
    async closeUntil(at: string): Promise<string[]> {
      const days: string[] = [];
      for (let day = await closing.closeOldest(new Date(at)); day; day = await closing.closeOldest(new Date(at)))
        days.push(day);
      return days;
    },
  };
}
