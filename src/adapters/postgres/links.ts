/** Joining identities: codes that are good once, and making two persons one. */
import { sql } from "kysely";
import type { CodeOwner, LinkCodes } from "../../app/links.ts";
import { type Identity, identityText } from "../../domain/actor.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockDatacenter } from "./rights.ts";

export function startLinkCodes(db: Db, now: () => Date): LinkCodes {
  return {
    async keep(hash, person, expires) {
      await sql`delete from link_code where person_id = ${person} or expires_at <= ${now()}`.execute(db);
      await db.insertInto("link_code").values({ code_hash: hash, person_id: person, expires_at: expires }).execute();
    },
    async owner(hash) {
      const { rows } = await sql<CodeOwner>`
        select p.id as person, p.name from link_code c join person p on p.id = c.person_id
        where c.code_hash = ${hash} and c.expires_at > ${now()}`.execute(db);
      return rows[0] ?? null;
    },
    redeem: (hash, identity) => inTransaction(db, (tx) => redeem(tx, hash, identity, now())),
  };
}

async function redeem(tx: Tx, hash: string, identity: Identity, now: Date): Promise<string | null> {
  const { rows } = await sql<{ person: string }>`
    delete from link_code where code_hash = ${hash} and expires_at > ${now} returning person_id as person`.execute(tx);
  const person = rows[0]?.person;
  if (!person) return null;
  const other = await takeIdentity(tx, identity, person);
  const before = { identity: other };
  const after = { identity: person, ...(other && other !== person ? await becomeOne(tx, other, person) : {}) };
  const subject = identityText(identity);
  await noteEvent(tx, { at: now, identity, action: "person.link", subject, before, after });
  return person;
}

/** The identity is this person's from now on; whose it was before, or null. */
async function takeIdentity(tx: Tx, { platform, tenant, user }: Identity, person: string): Promise<string | null> {
  const { rows } = await sql<{ person: string }>`
    select person_id as person from identity
    where platform = ${platform} and tenant = ${tenant} and user_id = ${user} for update`.execute(tx);
  await sql`
    insert into identity (platform, tenant, user_id, person_id) values (${platform}, ${tenant}, ${user}, ${person})
    on conflict (platform, tenant, user_id) do update set person_id = excluded.person_id`.execute(tx);
  return rows[0]?.person ?? null;
}

/**
 * Everything of the one person is the other's: identities, requests, machines, roles. In requests that are not over,
 * decisions too, so that one person's yes is not counted once for each identity. Returns the roles that came along.
 */
async function becomeOne(tx: Tx, other: string, person: string): Promise<{ roles: string[] }> {
  await sql`update identity set person_id = ${person} where person_id = ${other}`.execute(tx);
  await sql`update vm set requester_id = ${person} where requester_id = ${other}`.execute(tx);
  await sql`
    update request set requester_id = ${person}, version = version + 1 where requester_id = ${other}`.execute(tx);
  await sql`
    update request set context = replace(context::text, ${JSON.stringify(other)}, ${JSON.stringify(person)})::jsonb,
      version = version + 1
    where not is_over and position(${JSON.stringify(other)} in context::text) > 0`.execute(tx);
  const roles = await moveRoles(tx, other, person);
  await moveDelegations(tx, other, person);
  return { roles };
}

/** Requests come before the datacenter in the order of locking, so roles move last. */
async function moveRoles(tx: Tx, other: string, person: string): Promise<string[]> {
  await lockDatacenter(tx);
  await sql`
    insert into role_grant (datacenter_id, person_id, role, business_unit_id, infrastructure_id, service_id)
    select datacenter_id, ${person}, role, business_unit_id, infrastructure_id, service_id
    from role_grant where person_id = ${other}
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ held: string }>`
    delete from role_grant where person_id = ${other}
    returning concat_ws(' ', role, business_unit_id, infrastructure_id, service_id) as held`.execute(tx);
  return rows.map(({ held }) => held);
}

/** Whoever stood in for the one stands in for the other, unless that is themselves, or somebody does already. */
async function moveDelegations(tx: Tx, other: string, person: string): Promise<void> {
  await sql`
    delete from delegation where person_id = ${other} and delegate_id = ${person}
      or person_id = ${person} and delegate_id = ${other}
      or person_id = ${other} and exists (select from delegation where person_id = ${person})`.execute(tx);
  await sql`update delegation set person_id = ${person} where person_id = ${other}`.execute(tx);
  await sql`update delegation set delegate_id = ${person} where delegate_id = ${other}`.execute(tx);
  await sql`
    delete from notice_choice where person_id = ${other}
      and exists (select from notice_choice where person_id = ${person})`.execute(tx);
  await sql`update notice_choice set person_id = ${person} where person_id = ${other}`.execute(tx);
  await sql`update notice set person_id = ${person} where person_id = ${other}`.execute(tx);
  await sql`update refused_wish set person_id = ${person} where person_id = ${other}`.execute(tx);
}
