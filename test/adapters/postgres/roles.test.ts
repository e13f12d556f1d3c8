/** Roles: who holds which, and that the datacenter never loses its last admin. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Db } from "../../../src/adapters/postgres/pool.ts";
import { startRoles } from "../../../src/adapters/postgres/roles.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { holding } from "../../bot/toy-app.ts";
import { untilWaiting } from "../../support/locks.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

async function openRoles() {
  const rows = await openRows();
  for (const name of ["ana", "dana", "dee"]) await rows.person(name);
  await rows.unit("retail");
  await rows.db
    .insertInto("role_grant")
    .values({ datacenter_id: "dc1", person_id: "dana", role: "datacenter-admin", business_unit_id: null })
    .execute();
  return { db: rows.db, roles: startRoles(rows.db, () => NOW) };
}

function actor(person: string): Actor {
  return { person, name: person, identity: identityOf(person), grants: [], standsInFor: [] };
}

const dana = actor("dana");

function events(db: Db) {
  return db
    .selectFrom("audit_event")
    .select(["action", "identity", "person_id", "subject", "before", "after"])
    .execute();
}

describe("roles", () => {
  it("are listed with who holds them and by what these people are known", async () => {
    const { roles } = await openRoles();
    await roles.grant("dee", "datacenter-admin", null, dana);
    await roles.grant("dana", "bu-admin", "retail", actor("dee"));
    await roles.grant("ana", "user", "retail", dana);
    expect(await roles.members("retail")).toEqual([
      { person: "ana", name: "Ana", role: "user", on: null, identities: ["console/local/ana"] },
      { person: "dana", name: "Dana", role: "bu-admin", on: null, identities: ["console/local/dana"] },
    ]);
    expect(await roles.members(null)).toMatchObject([
      { person: "dana", role: "datacenter-admin" },
      { person: "dee", role: "datacenter-admin" },
    ]);
  });

  it("are given once, and taken once", async () => {
    const { roles } = await openRoles();
    expect(await roles.grant("ana", "user", "retail", dana)).toBe(true);
    expect(await roles.grant("ana", "user", "retail", dana)).toBe(false);
    expect(await roles.revoke("ana", "user", "retail", dana)).toBe(true);
    expect(await roles.revoke("ana", "user", "retail", dana)).toBe(false);
    expect(await roles.members("retail")).toEqual([]);
  });

  it("are not given in a business unit that was closed meanwhile", async () => {
    const { db, roles } = await openRoles();
    await db.updateTable("business_unit").set({ closed_at: NOW }).where("id", "=", "retail").execute();
    await expect(roles.grant("ana", "user", "retail", dana)).rejects.toMatchObject({
      ...{ code: "not-found", message: "business unit retail is closed" },
    });
    expect(await roles.members("retail")).toEqual([]);
  });

  it("are noted in the audit log when they change, and only then", async () => {
    const { db, roles } = await openRoles();
    for (let time = 1; time <= 2; time++) await roles.grant("ana", "user", "retail", dana);
    for (let time = 1; time <= 2; time++) await roles.revoke("ana", "user", "retail", dana);
    const by = { identity: "console/local/dana", person_id: "dana", subject: "ana" };
    const held = { role: "user", of: "retail", businessUnit: "retail", infrastructure: null, service: null };
    expect(await events(db)).toEqual([
      { ...by, action: "role.grant", before: null, after: held },
      { ...by, action: "role.revoke", before: held, after: null },
    ]);
  });

  it("are not given to somebody nobody knows, and nothing is noted then", async () => {
    const { db, roles } = await openRoles();
    await expect(roles.grant("nobody", "user", "retail", dana)).rejects.toThrow();
    expect(await events(db)).toEqual([]);
  });

  it("are given and taken by who holds the right at that moment, whatever they held when they were asked", async () => {
    const { db, roles } = await openRoles();
    const former = { ...actor("ana"), grants: [holding("datacenter-admin", null)] };
    for (const change of [roles.grant, roles.revoke]) {
      await expect(change("dee", "user", "retail", former)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await events(db)).toEqual([]);
  });

  it("of a business unit are its admins' to give, and no other's", async () => {
    const { roles } = await openRoles();
    await roles.grant("ana", "bu-admin", "retail", dana);
    expect(await roles.grant("dee", "user", "retail", actor("ana"))).toBe(true);
    const forbidden = { code: "forbidden" };
    await expect(roles.grant("dee", "user", "labs", actor("ana"))).rejects.toMatchObject(forbidden);
    await expect(roles.grant("dee", "datacenter-admin", null, actor("ana"))).rejects.toMatchObject(forbidden);
    await expect(roles.grant("dee", "datacenter-admin", "retail", actor("ana"))).rejects.toMatchObject(forbidden);
  });

  it("leave the datacenter its last admin", async () => {
    const { db, roles } = await openRoles();
    expect(await roles.revoke("ana", "datacenter-admin", null, dana)).toBe(false);
    await expect(roles.revoke("dana", "datacenter-admin", null, dana)).rejects.toMatchObject({ code: "in-use" });
    expect(await roles.members(null)).toHaveLength(1);
    expect(await events(db)).toEqual([]);
  });

  it("leave one admin when two take the role from each other at once", async () => {
    const { db, roles } = await openRoles();
    await roles.grant("dee", "datacenter-admin", null, dana);
    const both = await db.transaction().execute(async (tx) => {
      await sql`select from datacenter for no key update`.execute(tx);
      const tries = [
        roles.revoke("dee", "datacenter-admin", null, dana),
        roles.revoke("dana", "datacenter-admin", null, actor("dee")),
      ];
      await untilWaiting(db, 2);
      return { settled: Promise.allSettled(tries) };
    });
    const outcomes = (await both.settled).map((outcome) => outcome.status).sort();
    expect(outcomes).toEqual(["fulfilled", "rejected"]);
    expect(await roles.members(null)).toHaveLength(1);
  });
});
