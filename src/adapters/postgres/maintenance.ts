/** Maintenance in Postgres: a word in the datacenter's row, noted and announced with the change. */
import { sql } from "kysely";
import type { Maintenance } from "../../app/maintenance.ts";
import { maintenanceText } from "../../cards/maintenance-text.ts";
import type { Actor } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

interface MaintenanceOptions {
  db: Db;
  now(): Date;
  committed(): void;
}

export function startMaintenance({ db, now, committed }: MaintenanceOptions): Maintenance {
  const change = async (message: string | null, by: Actor) => {
    const was = await inTransaction(db, (tx) => set(tx, message, by, now()));
    committed();
    return was;
  };
  return {
    begin: async (message, by) => void (await change(message, by)),
    end: async (by) => (await change(null, by)) !== null,
    holdsBack: (workflow) => holdBack(db, workflow),
  };
}

/** Returns what it was. Whoever waits in line is looked at again at its end. */
async function set(tx: Tx, message: string | null, by: Actor, at: Date): Promise<string | null> {
  requirePermission(await lockRights(tx, by, at), "datacenter.edit", null);
  const was = await standing(tx);
  if (was.message === message) return was.message;
  await sql`update datacenter set maintenance = ${message} where id = ${THE_DATACENTER}`.execute(tx);
  const word = (text: string | null) => (text === null ? null : { message: text });
  await noteEvent(tx, {
    ...{ identity: by.identity, action: "dc.maintenance", subject: "maintenance", at },
    ...{ before: word(was.message), after: word(message) },
  });
  const text = maintenanceText(message, by.name, at, was.zone);
  if (message === null) await letGo(tx);
  await sql`
    insert into outbox (queue, name, payload)
    values ('effects', 'announce', jsonb_build_object('text', ${text}::text)), ('effects', 'admit-waiting', '{}')`.execute(
    tx,
  );
  return was.message;
}

/** Under a lock that the end of maintenance waits for, so that nothing is held back for good. */
async function holdBack(db: Db, workflow: string): Promise<boolean> {
  const { rows } = await sql`
    with d as (select 1 from datacenter where id = ${THE_DATACENTER} and maintenance is not null for share)
    update workflow set is_held = true from d
    where workflow.id = ${workflow} and state = 'queued' and not cancel_asked returning workflow.id`.execute(db);
  return rows.length > 0;
}

async function letGo(tx: Tx): Promise<void> {
  await sql`
    with freed as (update workflow set is_held = false where is_held returning id, weight)
    insert into outbox (queue, name, payload)
    select weight, 'run-workflow', jsonb_build_object('workflow', id) from freed`.execute(tx);
}

async function standing(db: Db | Tx): Promise<{ message: string | null; zone: string }> {
  const { rows } = await sql<{ message: string | null; zone: string }>`
    select maintenance as message, time_zone as zone from datacenter where id = ${THE_DATACENTER}`.execute(db);
  return rows[0] ?? { message: null, zone: "UTC" };
}
