/** Actions in Postgres: one transaction locks, lets decide, and saves everything, or nothing. */
import { sql } from "kysely";
import { type Identity, identityText } from "../../../domain/actor.ts";
import type { ActionRecord, ActionScene, ActionStore } from "../../../engine/authoring/record.ts";
import { findActor } from "../actors.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { lockSecretNames, secretNames } from "../secret-names.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { readActions } from "./read.ts";
import { type ActionSave, saveAction } from "./save.ts";

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
    change: (changes, by) =>
      inTransaction(db, async (tx) => {
        for (const name of changes.map((one) => one.name).toSorted()) await lock(tx, name);
        await lockSecretNames(tx, "shared");
        const actor = by ? await findActor(tx, by, now()) : null;
        const scene = { actor, secrets: await secretNames(tx), now: now() };
        const saved: (ActionRecord | null)[] = [];
        for (const { name, decide } of changes) {
          const [record = null] = await readActions(tx, name);
          const change = decide({ ...scene, record });
          if (change) await save(tx, { change, before: record, setHash }, { by, scene });
          saved.push(change?.record ?? null);
        }
        return saved;
      }),
    secrets: () => secretNames(db),
    contents: (hashes) => contents(db, hashes),
  };
}

/** One change of an action at a time, also of one that is not there yet. */
async function lock(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dc.action'), hashtext(${name}))`.execute(tx);
}

interface Doer {
  by: Identity | null;
  scene: Pick<ActionScene, "actor" | "now">;
}

async function save(tx: Tx, saving: ActionSave, { by, scene: { actor, now } }: Doer): Promise<void> {
  await saveAction(tx, saving);
  const { record, noted } = saving.change;
  const { action, before, after } = noted;
  await sql`
    insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
    values (${THE_DATACENTER}, ${now}, ${actor?.person ?? null}, ${by ? identityText(by) : "system"}, ${action},
      ${`action ${record.name}`}, ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)`.execute(tx);
}

async function contents(db: Db, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db.selectFrom("script").selectAll().where("hash", "in", hashes).execute();
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}
