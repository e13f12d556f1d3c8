/** Roles that admins define: what their holders may changes at once, and nobody gets more than the definer has. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { findActor } from "../../../src/adapters/postgres/actors.ts";
import { startPolicyShelf } from "../../../src/adapters/postgres/policies.ts";
import type { Db } from "../../../src/adapters/postgres/pool.ts";
import { startRoleBook } from "../../../src/adapters/postgres/role-book.ts";
import { startRoles } from "../../../src/adapters/postgres/roles.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { ROLES } from "../../../src/domain/roles.ts";
import { untilWaiting } from "../../support/locks.ts";
import { SHIPPED_POLICY } from "../../support/policy.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

const actor = (person: string): Actor => ({
  person,
  name: person,
  identity: identityOf(person),
  grants: [],
  standsInFor: [],
});
const [dana, ana] = [actor("dana"), actor("ana")];
const WEB = { businessUnit: "retail", infrastructure: "shop", service: "shop/web" };

async function openBook() {
  const rows = await openRows();
  for (const name of ["ana", "ben", "dana", "kim"]) await rows.person(name);
  await rows.unit("retail");
  await rows.role("shop/web/front", "retail");
  const admin = { datacenter_id: "dc1", person_id: "dana", role: "datacenter-admin", business_unit_id: null };
  await rows.db.insertInto("role_grant").values(admin).execute();
  return {
    db: rows.db,
    book: startRoleBook(rows.db, startPolicyShelf(SHIPPED_POLICY), () => NOW),
    roles: startRoles(rows.db, () => NOW),
  };
}

async function rightsOf(db: Db, name: string) {
  return (await findActor(db, identityOf(name), NOW))?.grants;
}

function events(db: Db) {
  return db.selectFrom("audit_event").select(["action", "person_id", "subject", "before", "after"]).execute();
}

describe("a defined role", () => {
  it("gives its holders what it can, in their place, from the next question on", async () => {
    const { db, book, roles } = await openBook();
    expect(await book.define("caretaker", ["vm.see"], dana)).toBeNull();
    await roles.grant("kim", "caretaker", WEB, dana);
    expect(await rightsOf(db, "kim")).toEqual([{ role: "caretaker", can: ["vm.see"], ...WEB }]);
    expect(await book.define("caretaker", ["vm.operate", "vm.see", "vm.see"], dana)).toEqual(["vm.see"]);
    expect(await rightsOf(db, "kim")).toMatchObject([{ can: ["vm.operate", "vm.see"] }]);
    expect((await roles.members("retail")).map(({ role, on }) => `${role} ${on}`)).toEqual(["caretaker shop/web"]);
  });

  it("is listed after the built-in ones, with how many people hold it", async () => {
    const { book, roles } = await openBook();
    await book.define("caretaker", ["vm.see"], dana);
    await roles.grant("kim", "caretaker", WEB, dana);
    await roles.grant("kim", "caretaker", "retail", dana);
    const all = await book.all();
    expect(all.map(({ name }) => name)).toEqual([...Object.keys(ROLES), "caretaker"]);
    expect(all.at(-1)).toEqual({ name: "caretaker", can: ["vm.see"], isBuiltIn: false, holders: 1 });
  });

  it("is removed when nobody holds it, and known to nobody then", async () => {
    const { book, roles } = await openBook();
    await book.define("caretaker", ["vm.see"], dana);
    await roles.grant("kim", "caretaker", WEB, dana);
    await expect(book.remove("caretaker", dana)).rejects.toMatchObject({ code: "in-use", message: /held by Kim/ });
    await roles.revoke("kim", "caretaker", WEB, dana);
    await book.remove("caretaker", dana);
    await expect(book.remove("caretaker", dana)).rejects.toMatchObject({ code: "not-found" });
    await expect(roles.grant("kim", "caretaker", WEB, dana)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is never one that is built in", async () => {
    const { book } = await openBook();
    await expect(book.define("user", ["vm.see"], dana)).rejects.toMatchObject({ code: "duplicate" });
    await expect(book.define("datacenter-admin", ["vm.see"], dana)).rejects.toMatchObject({ code: "duplicate" });
    await expect(book.remove("user", dana)).rejects.toMatchObject({ code: "in-use" });
  });

  it("goes with the service that it is held in", async () => {
    const { db, book, roles } = await openBook();
    await book.define("caretaker", ["vm.see"], dana);
    await roles.grant("kim", "caretaker", WEB, dana);
    await db.deleteFrom("service").execute();
    expect(await rightsOf(db, "kim")).toEqual([]);
    await book.remove("caretaker", dana);
  });

  it("is noted with what it could before and can now", async () => {
    const { db, book } = await openBook();
    await book.define("caretaker", ["vm.see"], dana);
    await book.define("caretaker", ["vm.operate"], dana);
    await book.remove("caretaker", dana);
    const [see, operate] = [{ can: "vm.see" }, { can: "vm.operate" }];
    const by = { person_id: "dana", subject: "caretaker" };
    expect(await events(db)).toEqual([
      { ...by, action: "role.define", before: null, after: see },
      { ...by, action: "role.define", before: see, after: operate },
      { ...by, action: "role.remove", before: operate, after: null },
    ]);
  });

  it("is either given or removed, when both are tried at once", async () => {
    const { db, book, roles } = await openBook();
    await book.define("caretaker", ["vm.see"], dana);
    const both = await db.transaction().execute(async (tx) => {
      await sql`select from datacenter for no key update`.execute(tx);
      const tries = [roles.grant("kim", "caretaker", WEB, dana), book.remove("caretaker", dana)];
      await untilWaiting(db, 2);
      return { settled: Promise.allSettled(tries) };
    });
    const outcomes = (await both.settled).map(({ status }) => status).sort();
    expect(outcomes).toEqual(["fulfilled", "rejected"]);
    const exists = (await book.all()).some(({ name }) => name === "caretaker");
    expect(await rightsOf(db, "kim")).toHaveLength(exists ? 1 : 0);
  });
});

describe("nobody raises rights beyond their own", () => {
  /** Ana may define roles and see machines, everywhere; nothing else. */
  async function openKeeper() {
    const scene = await openBook();
    await scene.book.define("keeper", ["role.edit", "vm.see"], dana);
    await scene.roles.grant("ana", "keeper", null, dana);
    return scene;
  }

  it("by defining what they do not have, for themselves or for others", async () => {
    const { book } = await openKeeper();
    const forbidden = { code: "forbidden" };
    await expect(book.define("keeper", ["role.edit", "vm.see", "datacenter.edit"], ana)).rejects.toMatchObject(
      forbidden,
    );
    await expect(book.define("friend", ["audit.see"], ana)).rejects.toMatchObject(forbidden);
    expect(await book.define("friend", ["vm.see"], ana)).toBeNull();
    expect(await book.define("keeper", ["role.edit"], ana)).toEqual(["role.edit", "vm.see"]);
    await expect(book.define("keeper", ["role.edit", "vm.see"], ana)).rejects.toMatchObject(forbidden);
  });

  it("by giving a role that can more than they can there", async () => {
    const { book, roles } = await openKeeper();
    await book.define("operator-2", ["vm.see", "vm.create"], dana);
    const forbidden = { code: "forbidden" };
    await expect(roles.grant("kim", "operator-2", null, ana)).rejects.toMatchObject(forbidden);
    await expect(roles.grant("kim", "datacenter-admin", null, ana)).rejects.toMatchObject(forbidden);
    await expect(roles.revoke("dana", "datacenter-admin", null, ana)).rejects.toMatchObject(forbidden);
    expect(await roles.grant("kim", "keeper", null, ana)).toBe(true);
  });

  it("by giving it to themselves, whatever they hold", async () => {
    const { roles } = await openKeeper();
    await expect(roles.grant("ana", "keeper", "retail", ana)).rejects.toMatchObject({ code: "forbidden" });
    await expect(roles.grant("dana", "user", "retail", dana)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("by giving in a wider place what they have in a narrow one", async () => {
    const { book, roles } = await openBook();
    await book.define("host", ["member.edit", "vm.see"], dana);
    await roles.grant("ben", "host", WEB, dana);
    const ben = actor("ben");
    expect(await roles.grant("kim", "host", WEB, ben)).toBe(true);
    for (const wider of [{ ...WEB, service: null }, "retail", null])
      await expect(roles.grant("kim", "host", wider, ben)).rejects.toMatchObject({ code: "forbidden" });
    await expect(roles.grant("kim", "user", WEB, ben)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("by a role in a part that would count in the whole", async () => {
    const { db, book, roles } = await openBook();
    await book.define("auditor", ["vm.see"], dana);
    await roles.grant("kim", "auditor", "retail", dana);
    await book.define("auditor", ["vm.see", "audit.see"], dana);
    await expect(roles.grant("ben", "auditor", "retail", dana)).rejects.toMatchObject({ code: "bad-arguments" });
    await expect(roles.grant("ben", "datacenter-admin", "retail", dana)).rejects.toMatchObject({
      code: "bad-arguments",
    });
    expect(await roles.revoke("kim", "auditor", "retail", dana)).toBe(true);
    expect(await rightsOf(db, "kim")).toEqual([]);
  });

  it("by a right that was taken from them a moment ago", async () => {
    const { db, book, roles } = await openKeeper();
    const late = await findActor(db, identityOf("ana"), NOW);
    await roles.revoke("ana", "keeper", null, dana);
    await expect(book.define("friend", ["vm.see"], late ?? ana)).rejects.toMatchObject({ code: "forbidden" });
  });
});
