/** The first administrators of the datacenter, named by whoever installs it. */
import { sql } from "kysely";
import type { Identity } from "../../domain/actor.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";

const INSTALLER: Identity = { platform: "system", tenant: "", user: "settings" };

/** Makes these the datacenter's admins, as long as it has none; afterwards admins make admins. Returns how many. */
export function makeFirstAdmins(
  db: Db,
  admins: Identity[],
  { now, id }: { now(): Date; id(prefix: string): string },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    await sql`lock table role_grant in share row exclusive mode`.execute(tx);
    if (admins.length === 0 || (await hasAdmin(tx))) return 0;
    for (const identity of admins) await makeAdmin(tx, identity, id("per"), now());
    return admins.length;
  });
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from role_grant where role = 'datacenter-admin' limit 1`.execute(tx);
  return rows.length > 0;
}

async function makeAdmin(tx: Tx, identity: Identity, newPerson: string, at: Date): Promise<void> {
  const { platform, tenant, user } = identity;
  const { rows } = await sql<{ person: string }>`
    select person_id as person from identity
    where platform = ${platform} and tenant = ${tenant} and user_id = ${user}`.execute(tx);
  const person = rows[0]?.person ?? newPerson;
  if (!rows[0]) {
    await sql`insert into person (id, name, created_at) values (${person}, ${user}, ${at})`.execute(tx);
    await sql`
      insert into identity (platform, tenant, user_id, person_id)
      values (${platform}, ${tenant}, ${user}, ${person})`.execute(tx);
  }
  await sql`insert into role_grant (person_id, role) values (${person}, 'datacenter-admin')`.execute(tx);
  await noteEvent(tx, {
    at,
    identity: INSTALLER,
    action: "role.grant",
    subject: person,
    after: { role: "datacenter-admin" },
  });
}
