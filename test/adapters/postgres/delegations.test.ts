/** Who stands in for whom: one at a time, in force until its moment, ended once, and noted. */
import { describe, expect, it } from "vitest";
import { startDelegationEnds, startDelegationStore } from "../../../src/adapters/postgres/delegations.ts";
import { startDirectory } from "../../../src/adapters/postgres/directory.ts";
import { startLinkCodes } from "../../../src/adapters/postgres/links.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

const DAY_MS = 86_400_000;
const ENDS = new Date(NOW.getTime() + DAY_MS);

async function openDelegations() {
  const { db, person, unit } = await openRows();
  for (const name of ["ana", "ben", "dana", "eve"]) await person(name);
  await unit("retail");
  const grant = (who: string, role: string, business_unit_id: string | null) =>
    db.insertInto("role_grant").values({ datacenter_id: "dc1", person_id: who, role, business_unit_id }).execute();
  await grant("ben", "bu-admin", "retail");
  await grant("dana", "datacenter-admin", null);
  await grant("eve", "user", "retail");
  const at = (now: Date) => ({ db, now: () => now, committed: () => undefined });
  const begin = (from: string, to: string, ends = ENDS) => {
    const delegation = { person: someone(from), delegate: someone(to), until: "2030-01-01", reason: "" };
    return startDelegationStore(at(NOW)).begin(delegation, ends, actor(from), () => undefined);
  };
  const standsInFor = async (who: string, now = NOW) => {
    const found = await startDirectory(db, () => now, String).find(identityOf(who));
    return found?.standsInFor.map(({ person }) => person);
  };
  const orders = async () =>
    (await db.selectFrom("outbox").select("name").orderBy("id").execute()).map(({ name }) => name);
  const noted = () => db.selectFrom("audit_event").select(["action", "subject", "identity"]).orderBy("id").execute();
  return { db, at, begin, standsInFor, orders, noted };
}

function someone(person: string) {
  return { person, name: person };
}

function actor(person: string): Actor {
  return { ...someone(person), identity: identityOf(person), grants: [], standsInFor: [] };
}

describe("a delegation", () => {
  it("gives what the delegator holds at this moment, until its own moment, and nothing of others", async () => {
    const { db, begin, standsInFor } = await openDelegations();
    await begin("ben", "eve");
    await begin("dana", "ben");
    const eve = await startDirectory(db, () => NOW, String).find(identityOf("eve"));
    const grants = [{ role: "bu-admin", businessUnit: "retail" }];
    expect(eve?.standsInFor).toMatchObject([{ person: "ben", name: "Ben", grants }]);
    await db.deleteFrom("role_grant").where("person_id", "=", "ben").execute();
    expect((await startDirectory(db, () => NOW, String).find(identityOf("eve")))?.standsInFor[0]?.grants).toEqual([]);
    expect(await standsInFor("eve", ENDS)).toEqual([]);
  });

  it("gives nothing to who is not known any more", async () => {
    const { db, begin, standsInFor } = await openDelegations();
    await begin("ben", "eve");
    await db.deleteFrom("role_grant").where("person_id", "=", "eve").execute();
    expect(await standsInFor("eve")).toEqual([]);
  });

  it("takes the place of the one before, may be mutual, and is noted with who did it", async () => {
    const { begin, standsInFor, orders, noted } = await openDelegations();
    await begin("ben", "eve");
    await begin("ben", "dana");
    await begin("dana", "ben");
    expect([await standsInFor("eve"), await standsInFor("dana"), await standsInFor("ben")]).toEqual([
      [],
      ["ben"],
      ["dana"],
    ]);
    expect(await orders()).toEqual(["begin-delegation", "end-delegation", "begin-delegation", "begin-delegation"]);
    const by = (name: string) => ({ action: "delegation.begin", subject: name, identity: `console/local/${name}` });
    expect(await noted()).toEqual([by("ben"), by("ben"), by("dana")]);
  });

  it("is refused by the rights that are held under the lock, and leaves everything as it was", async () => {
    const { at, begin, standsInFor, noted } = await openDelegations();
    await begin("ben", "eve");
    const delegation = { person: someone("ben"), delegate: someone("dana"), until: "2030-01-01", reason: "" };
    const refuse = () => {
      throw new Refusal("forbidden", "no", "");
    };
    await expect(startDelegationStore(at(NOW)).begin(delegation, ENDS, actor("ben"), refuse)).rejects.toThrow(Refusal);
    expect(await standsInFor("eve")).toEqual(["ben"]);
    expect(await noted()).toHaveLength(1);
  });

  it("is ended by its moment once, however many processes look at the clock", async () => {
    const { at, begin, orders, noted } = await openDelegations();
    await begin("ben", "eve");
    await begin("dana", "eve", new Date(ENDS.getTime() + 1));
    const ends = startDelegationEnds(at(NOW));
    expect(await ends.next()).toEqual(ENDS);
    await Promise.all([1, 2, 3].map(() => ends.expire(ENDS)));
    expect((await orders()).filter((name) => name === "end-delegation")).toHaveLength(1);
    expect((await noted()).at(-1)).toEqual({ action: "delegation.end", subject: "ben", identity: "system" });
    expect(await ends.next()).toEqual(new Date(ENDS.getTime() + 1));
  });

  it("goes along when identities are joined, and nobody comes to stand in for themselves", async () => {
    const { db, begin, standsInFor } = await openDelegations();
    await begin("ben", "ana");
    await begin("dana", "eve");
    const codes = startLinkCodes(db, () => NOW);
    await codes.keep("one", "ben", ENDS);
    await codes.redeem("one", identityOf("ana"));
    expect(await standsInFor("ben")).toEqual([]);
    await codes.keep("two", "ben", ENDS);
    await codes.redeem("two", identityOf("eve"));
    expect(await standsInFor("ben")).toEqual(["dana"]);
  });
});
