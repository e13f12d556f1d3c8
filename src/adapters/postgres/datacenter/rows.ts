/** The datacenter in Postgres: one transaction locks what is counted, lets decide, and saves everything, or nothing. */
import { sql } from "kysely";
import type { DatacenterChange, DatacenterPort, DatacenterWorld } from "../../../app/datacenter/port.ts";
import { type Identity, identityText } from "../../../domain/actor.ts";
import { findActor } from "../actors.ts";
import { holdOpen } from "../ledger/fence.ts";
import { keepAllSpans } from "../ledger/spans.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { readDatacenter } from "./read.ts";
import { removePart } from "./remove.ts";
import { saveCatalogue } from "./save-catalogue.ts";
import { saveDirectory } from "./save-directory.ts";
import { saveHierarchy } from "./save-hierarchy.ts";
import type { SaveScene } from "./save-scene.ts";

export interface DatacenterOptions {
  db: Db;
  now(): Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
  /** Called after each commit, so that the outbox is drained at once. */
  committed?(): void;
}

export function startDatacenterRows({ db, now, id, committed }: DatacenterOptions): DatacenterPort {
  return {
    read: () => inTransaction(db, readDatacenter),
    async change(by, decide) {
      const saved = await inTransaction(db, async (tx) => {
        await lock(tx);
        await holdOpen(tx);
        const actor = by ? await findActor(tx, by, now()) : null;
        const world = { current: await readDatacenter(tx), actor, id };
        const change = decide(world);
        if (change) await save(tx, change, now(), by, world);
        return change;
      });
      if (saved?.orders.length) committed?.();
      return saved;
    },
  };
}

/**
 * One change at a time, and nobody counts meanwhile. In the order in which requests lock, so that they wait for each
 * other and do not collide; hosts are last, and no machine can come to one while it may be taken out.
 */
async function lock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dc.apply'))`.execute(tx);
  await tx.selectFrom("service").select("id").orderBy("id").forNoKeyUpdate().execute();
  await tx.selectFrom("infrastructure").select("id").orderBy("id").forNoKeyUpdate().execute();
  await tx.selectFrom("datacenter").select("id").orderBy("id").forNoKeyUpdate().execute();
  await tx.selectFrom("host").select("id").orderBy("id").forUpdate().execute();
}

async function save(
  tx: Tx,
  change: DatacenterChange,
  now: Date,
  by: Identity | null,
  world: DatacenterWorld,
): Promise<void> {
  const [name = ""] = [...change.parts.datacenter.keys(), ...world.current.parts.datacenter.keys()];
  const idOf = (part: string) => {
    const id = change.ids.get(part);
    if (!id) throw new Error(`saving a datacenter: ${part} has no id`);
    return id;
  };
  const scene: SaveScene = { tx, now, change, idOf, datacenter: idOf(`datacenter ${name}`) };
  await saveCatalogue(scene);
  await saveDirectory(scene);
  await saveHierarchy(scene);
  if (change.removed) await removePart(scene, change.removed);
  if (COUNTING.some((kind) => change.parts[kind].size > 0)) await keepAllSpans(tx, now);
  if (change.orders.length) await tx.insertInto("outbox").values(change.orders.map(outboxRow)).execute();
  await tx
    .insertInto("audit_event")
    .values({
      ...{ datacenter_id: scene.datacenter, at: now, ...change.noted },
      ...{ person_id: world.actor?.person ?? null, identity: by ? identityText(by) : "system" },
      ...{ before: null, after: JSON.stringify(change.differences) },
    })
    .execute();
}

/** Kinds of parts by which anything may come to count otherwise, or under another name. */
const COUNTING = ["datacenter", "unit", "infrastructure"] as const;

function outboxRow({ queue, name, payload }: DatacenterChange["orders"][number]) {
  return { queue, name, payload: JSON.stringify(payload) };
}
