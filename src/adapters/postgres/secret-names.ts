/** Which secrets there are, for whoever refers to them by their names. */
import { sql } from "kysely";
import type { Db, Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

const LOCKS = {
  shared: sql`select pg_advisory_xact_lock_shared(hashtext('dc.secret'))`,
  alone: sql`select pg_advisory_xact_lock(hashtext('dc.secret'))`,
};

/** `shared`: no secret goes while somebody saves what refers to it; `alone`: nobody saves while one goes. */
export async function lockSecretNames(tx: Tx, how: keyof typeof LOCKS): Promise<void> {
  await LOCKS[how].execute(tx);
}

export async function secretNames(db: Db | Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from secret where datacenter_id = ${THE_DATACENTER}`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
