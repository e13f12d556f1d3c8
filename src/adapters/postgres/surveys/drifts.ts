/** Drift that lasts: kept as long as it does, and told once. */
import { sql } from "kysely";
import type { Comparison } from "../../../domain/drift.ts";
import { orderEffect } from "../orders.ts";
import type { Tx } from "../pool.ts";

/** Of machines that something is at work on what was known stays known. */
export async function keepDrifts(
  tx: Tx,
  host: { id: string; name: string },
  { drifts, inWork }: Comparison,
  at: Date,
): Promise<void> {
  const keys = drifts.map(({ kind, vm }) => `${kind} ${vm}`);
  await sql`
    delete from drift where host_id = ${host.id} and kind || ' ' || vm_id <> all(${keys}::text[])
      and vm_id <> all(${inWork}::text[])`.execute(tx);
  const rows = drifts.map(({ kind, vm, text }) => ({ host_id: host.id, kind, vm_id: vm, text, since: at }));
  const { rows: kept } = await sql<{ text: string; isNew: boolean }>`
    insert into drift select * from jsonb_populate_recordset(null::drift, ${JSON.stringify(rows)}::jsonb)
    on conflict (host_id, kind, vm_id) do update set text = excluded.text
    returning text, xmax = 0 as "isNew"`.execute(tx);
  await announce(
    tx,
    kept.filter(({ isNew }) => isNew).map(({ text }) => text),
  );
}

/** Where admins of the datacenter are. */
export async function announce(tx: Tx, sentences: string[]): Promise<void> {
  if (sentences.length === 0) return;
  const shown = sentences.slice(0, MOST_SHOWN);
  const rest = sentences.length - shown.length;
  const text = [...shown, ...(rest > 0 ? [`and ${rest} more`] : []), "see: dc check"].join("\n");
  await orderEffect(tx, "announce", { text });
}

const MOST_SHOWN = 20;
