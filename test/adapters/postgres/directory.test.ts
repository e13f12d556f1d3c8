/** The directory: who is who, and who is known. */
import { describe, expect, it } from "vitest";
import { startDirectory } from "../../../src/adapters/postgres/directory.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { holding } from "../../bot/toy-app.ts";
import { identityOf, NOW, openRows, type Rows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

async function openDirectory() {
  const rows = await openRows();
  let last = 0;
  const id = (prefix: string) => `${prefix}-${++last}`;
  return { ...rows, directory: startDirectory(rows.db, () => NOW, id) };
}

async function enterAna({ person, unit, db }: Rows) {
  await person("ana");
  await unit("retail");
  const grant = { datacenter_id: "dc1", person_id: "ana", role: "user", business_unit_id: "retail" };
  await db.insertInto("role_grant").values(grant).execute();
}

function stranger(person: string): Actor {
  return { person, name: person, identity: identityOf(person), grants: [], standsInFor: [] };
}

describe("the directory", () => {
  it("finds a person with the rights they hold, by platform, tenant and user together", async () => {
    const { directory, ...rows } = await openDirectory();
    await enterAna(rows);
    const ana = identityOf("ana");
    const grants = [holding("user", "retail")];
    expect(await directory.find(ana)).toEqual({ person: "ana", name: "Ana", identity: ana, grants, standsInFor: [] });
    expect(await directory.find({ ...ana, tenant: "elsewhere" })).toBeNull();
  });

  it("knows who holds a role", async () => {
    const { directory, ...rows } = await openDirectory();
    await enterAna(rows);
    const ana = await directory.find(identityOf("ana"));
    expect(ana && (await directory.isKnown(ana))).toBe(true);
  });

  it("knows who asked for something, until that is over", async () => {
    const { directory, db, person, request } = await openDirectory();
    await person("gus");
    expect(await directory.isKnown(stranger("gus"))).toBe(false);
    await request("REQ-1", createOf("shop/web/front", "web-1"), { requester_id: "gus" });
    expect(await directory.isKnown(stranger("gus"))).toBe(true);
    await db.updateTable("request").set({ is_over: true }).execute();
    expect(await directory.isKnown(stranger("gus"))).toBe(false);
  });

  it("enters whoever it does not know, and nobody twice", async () => {
    const { directory } = await openDirectory();
    const person = await directory.enter(identityOf("gus"), "Gus");
    expect(await directory.enter(identityOf("gus"), "Augustus")).toBe(person);
    expect(await directory.find(identityOf("gus"))).toMatchObject({ person, name: "Gus", grants: [], standsInFor: [] });
  });

  it("enters one person when the same identity comes many times at once", async () => {
    const { directory, db } = await openDirectory();
    const entered = await Promise.all(Array.from({ length: 12 }, () => directory.enter(identityOf("gus"), "Gus")));
    expect(new Set(entered).size).toBe(1);
    expect(await db.selectFrom("person").select("id").execute()).toEqual([{ id: entered[0] }]);
  });

  it("says by what a person is known on every platform", async () => {
    const { directory, db, person } = await openDirectory();
    await person("ana");
    await person("ben");
    await db
      .insertInto("identity")
      .values({ platform: "slack", tenant: "T1", user_id: "U7", person_id: "ana" })
      .execute();
    const slack = { platform: "slack", tenant: "T1", user: "U7" };
    expect(await directory.identitiesOf("ana")).toEqual([identityOf("ana"), slack]);
  });

  it("shows people by the name they go by, and nobody by somebody else's", async () => {
    const { directory, ...rows } = await openDirectory();
    await enterAna(rows);
    const u7 = { platform: "slack", tenant: "T01", user: "U7" };
    await directory.enter(u7, "U7");
    const known = await directory.find(u7);
    if (!known) throw new Error("nobody was entered");
    expect(await directory.name(known, "Ana")).toBe("Ana (U7)");
    expect((await directory.find(u7))?.name).toBe("Ana (U7)");
    await directory.name(known, "somebody else");
    expect((await directory.find(u7))?.name).toBe("Ana (U7)");
    const u8 = { ...u7, user: "U8" };
    await directory.enter(u8, "  <@U1> *Gus*\n  the _great_ ");
    expect((await directory.find(u8))?.name).toBe("U1 Gus the great");
  });
});
