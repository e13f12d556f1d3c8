/** Actions in Postgres: one transaction locks, lets decide, and saves everything, or nothing. */
import { sql } from "kysely";
import { type Identity, identityText } from "../../../domain/actor.ts";
import type { ActionChange, ActionRecord, ActionStore } from "../../../engine/authoring/record.ts";
import { findActor } from "../actors.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { readActions } from "./read.ts";
import { saveAction } from "./save.ts";

export interface ActionStoreOptions {
  db: Db;
  now(): Date;
  /** Names a set of scripts by what is in it. */
  setHash(scripts: Readonly<Record<string, string>>): string;
}

export function startActionStore({ db, now, setHash }: ActionStoreOptions): ActionStore {
  return {
    all: () => readActions(db),
    find: async (name) => (await readActions(db, name))[0] ?? null,
    change: (name, by, decide) =>
      inTransaction(db, async (tx) => {
        await lock(tx, name);
        const actor = by ? await findActor(tx, by, now()) : null;
        const [record = null] = await readActions(tx, name);
        const change = decide({ record, actor, now: now() });
        if (!change) return null;
        await saveAction(tx, { change, before: record, setHash });
        await note(tx, { change, by, person: actor?.person ?? null, at: now() });
        return change.record;
      }),
    contents: (hashes) => contents(db, hashes),
  };
}

/** One change of an action at a time, also of one that is not there yet. */
async function lock(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dc.action'), hashtext(${name}))`.execute(tx);
}

interface Noted {
  change: ActionChange & { record: ActionRecord };
  by: Identity | null;
  person: string | null;
  at: Date;
}

async function note(tx: Tx, { change: { record, noted }, by, person, at }: Noted): Promise<void> {
  const { action, before, after } = noted;
  await sql`
    insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
    values (${THE_DATACENTER}, ${at}, ${person}, ${by ? identityText(by) : "system"}, ${action},
      ${`action ${record.name}`}, ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)`.execute(tx);
}

async function contents(db: Db, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db.selectFrom("script").selectAll().where("hash", "in", hashes).execute();
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}
