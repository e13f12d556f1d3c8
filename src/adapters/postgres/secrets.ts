/** Sealed secrets in Postgres; each change is noted in the audit log with it, without a value. */
import { sql } from "kysely";
import type { KnownSecret, SealedSecret, SecretStore } from "../../app/secrets.ts";
import type { Actor } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { lockSecretNames } from "./secret-names.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

export function startSecretStore(db: Db, now: () => Date): SecretStore {
  return {
    all: () => all(db),
    sealed: (names) => sealed(db, names),
    set: (secret, by) => inTransaction(db, (tx) => set(tx, secret, by, now())),
    remove: (name, by, requireUnused) =>
      inTransaction(db, async (tx) => {
        await lockSecretNames(tx, "alone");
        await requireUnused();
        return remove(tx, name, by, now());
      }),
    reseal: (change, by) => inTransaction(db, (tx) => reseal(tx, change, by, now())),
  };
}

async function all(db: Db): Promise<KnownSecret[]> {
  const { rows } = await sql<KnownSecret>`
    select s.name, s.key_id as key, s.set_at as "setAt", p.name as "setBy"
    from secret s join person p on p.id = s.set_by
    where s.datacenter_id = ${THE_DATACENTER} order by s.name`.execute(db);
  return rows;
}

async function sealed(db: Db, names: string[]): Promise<SealedSecret[]> {
  const { rows } = await sql<SealedSecret>`
    select name, key_id as key, sealed as text from secret
    where datacenter_id = ${THE_DATACENTER} and name = any(${names}::text[])`.execute(db);
  return rows;
}

async function set(tx: Tx, { name, key, text }: SealedSecret, by: Actor, at: Date): Promise<boolean> {
  await requireRight(tx, by, at);
  const { rows } = await sql<{ isNew: boolean }>`
    insert into secret (datacenter_id, name, key_id, sealed, set_at, set_by)
    values (${THE_DATACENTER}, ${name}, ${key}, ${text}, ${at}, ${by.person})
    on conflict (datacenter_id, name) do update
      set key_id = excluded.key_id, sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by
    returning xmax = 0 as "isNew"`.execute(tx);
  await note(tx, "secret.set", `secret ${name}`, by, at);
  return rows[0]?.isNew ?? false;
}

async function remove(tx: Tx, name: string, by: Actor, at: Date): Promise<"removed" | "unknown" | "in use"> {
  await requireRight(tx, by, at);
  const { rows } = await sql<{ inUse: boolean }>`
    select exists (
      select from workflow where state in ('queued', 'running', 'asking')
        and jsonb_path_exists(plan, '$.**.secret ? (@ == $name)', jsonb_build_object('name', name))) as "inUse"
    from secret where datacenter_id = ${THE_DATACENTER} and name = ${name} for update`.execute(tx);
  if (!rows[0]) return "unknown";
  if (rows[0].inUse) return "in use";
  await sql`delete from secret where datacenter_id = ${THE_DATACENTER} and name = ${name}`.execute(tx);
  await note(tx, "secret.remove", `secret ${name}`, by, at);
  return "removed";
}

type Change = Parameters<SecretStore["reseal"]>[0];

async function reseal(tx: Tx, change: Change, by: Actor, at: Date): Promise<number> {
  await requireRight(tx, by, at);
  const { rows } = await sql<SealedSecret>`
    select name, key_id as key, sealed as text from secret
    where datacenter_id = ${THE_DATACENTER} order by name for update`.execute(tx);
  const changed = rows.flatMap((secret) => {
    const fresh = change(secret);
    return fresh ? [{ name: secret.name, ...fresh }] : [];
  });
  if (changed.length === 0) return 0;
  await sql`
    update secret set key_id = fresh.key, sealed = fresh.text
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as fresh(name text, key text, text text)
    where datacenter_id = ${THE_DATACENTER} and secret.name = fresh.name`.execute(tx);
  await note(tx, "secret.rotate", "secrets", by, at, { resealed: changed.map(({ name }) => name) });
  return changed.length;
}

/** The rights held now, read under the datacenter's lock. */
async function requireRight(tx: Tx, by: Actor, at: Date): Promise<void> {
  requirePermission(await lockRights(tx, by, at), "datacenter.edit", null);
}

function note(tx: Tx, action: string, subject: string, by: Actor, at: Date, after?: unknown): Promise<void> {
  return noteEvent(tx, { at, identity: by.identity, action, subject, after });
}
