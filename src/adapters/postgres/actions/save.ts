/** Saves what changed of an action: its switch, its versions, and scripts that are new. */
import { sql } from "kysely";
import type { ActionChange, ActionRecord, ActionVersion } from "../../../engine/authoring/record.ts";
import type { Tx } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";

export interface ActionSave {
  change: ActionChange;
  before: ActionRecord | null;
  setHash(scripts: ActionVersion["scripts"]): string;
}

/** What leaves its state goes first: there is one draft and one published version at any time. */
export async function saveAction(tx: Tx, { change: { record, contents }, before, setHash }: ActionSave): Promise<void> {
  const { name, isEnabled, versions } = record;
  await tx
    .insertInto("action")
    .values({ name, is_enabled: isEnabled })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ is_enabled: isEnabled }))
    .execute();
  await keepScripts(tx, contents ?? new Map());
  const [numbers, kept] = [versions.map(({ number }) => number), new Set(before?.versions ?? [])];
  await sql`delete from action_version where action = ${name} and number <> all(${numbers}::integer[])`.execute(tx);
  const changed = versions.filter((version) => !kept.has(version));
  const inForceLast = changed.toSorted((a, b) => Number(a.state === "published") - Number(b.state === "published"));
  for (const version of inForceLast) await saveVersion(tx, name, version, setHash(version.scripts));
}

async function keepScripts(tx: Tx, contents: ReadonlyMap<string, string>): Promise<void> {
  if (contents.size === 0) return;
  const rows = [...contents].map(([hash, content]) => ({ hash, content }));
  await tx
    .insertInto("script")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function saveVersion(tx: Tx, action: string, version: ActionVersion, set: string): Promise<void> {
  const { number, pack, state, revision, source, scripts, pinned, follows, by, at } = version;
  await tx
    .insertInto("script_set")
    .values({ hash: set, files: JSON.stringify(scripts) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const values = {
    ...{ action, number, pack, state, revision, source, scripts: set, follows, at, person_id: by?.person ?? null },
    ...{ plan: pinned && JSON.stringify(pinned.plan), weight: pinned?.weight ?? null },
    datacenter_id: pack === null ? THE_DATACENTER : null,
  };
  await tx
    .insertInto("action_version")
    .values(values)
    .onConflict((conflict) => conflict.columns(["action", "number"]).doUpdateSet(values))
    .execute();
}
