/** Claims in Postgres: all of one or nothing, by whoever saw the host and the machine as they are. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClaimStore } from "../../../src/adapters/postgres/claims.ts";
import type { Claim, ClaimStore } from "../../../src/app/capacity.ts";
import { needOf } from "../../../src/domain/placement.ts";
import { addHost, addMachines, type Cloud, openCloud } from "../../support/cloud.ts";

const NEED = needOf({ vcpu: 1, memoryMb: 1024, diskGb: 60 });

let cloud: Cloud;
let store: ClaimStore;

beforeEach(async () => {
  cloud = await openCloud();
  store = startClaimStore(cloud.db);
});
afterEach(() => cloud.remove());

/** A claim of a machine that is as it was looked at. */
async function aClaim(): Promise<Claim> {
  const [vm = ""] = await addMachines(cloud.db, 1);
  const [host] = await store.rooms({ group: "general" }, NEED);
  if (!host) throw new Error("there is no host");
  return { vm, request: "REQ-CREATE", from: null, host, need: NEED };
}

describe("a claim", () => {
  it("takes every class, settles the machine and counts the host's generation up", async () => {
    await addHost(cloud.db, "h1");
    const claim = await aClaim();
    expect(await store.claim(claim)).toBe(true);
    const host = { id: "host-h1", name: "h1", address: null };
    expect(await store.holdingOf(claim.vm)).toEqual({ request: "REQ-CREATE", host, claimed: NEED });
    const [room] = await store.rooms({ host: "host-h1" }, NEED);
    expect(room).toMatchObject({ generation: "1", claimed: NEED });
  });

  it.each([
    ["the host has changed", (claim: Claim) => ({ ...claim, host: { ...claim.host, generation: "7" } })],
    ["the machine has got another host", (claim: Claim) => ({ ...claim, from: "host-h1" })],
    ["another request is at work on it", (claim: Claim) => ({ ...claim, request: "REQ-OTHER" })],
  ])("leaves everything as it is when %s", async (_why, changed) => {
    await addHost(cloud.db, "h1");
    const claim = await aClaim();
    expect(await store.claim(changed(claim))).toBe(false);
    expect(await store.holdingOf(claim.vm)).toEqual({ request: "REQ-CREATE", host: null, claimed: {} });
    expect(await store.rooms({ group: "general" }, NEED)).toEqual([claim.host]);
  });

  it("fails on a host that is being drained by now", async () => {
    await addHost(cloud.db, "h1");
    const claim = await aClaim();
    await cloud.db.updateTable("host").set({ state: "draining" }).execute();
    expect(await store.claim(claim)).toBe(false);
    expect(await store.rooms({ group: "general" }, NEED)).toEqual([]);
  });
});

describe("the rooms of a group", () => {
  it("are the best of many hosts, the lowest load after the claim first", async () => {
    for (let n = 1; n <= 40; n++) await addHost(cloud.db, `h${n}`, { MEMORY_MB: 10_000 + n * 1000 });
    const rooms = await store.rooms({ group: "general" }, { MEMORY_MB: 9000 });
    expect(rooms.slice(0, 3).map((host) => host.name)).toEqual(["h40", "h39", "h38"]);
    expect(rooms.length).toBeLessThan(40);
  });

  it("are those of hosts drawn by lot where the group is large, unless none of them has room", async () => {
    for (const name of ["h1", "h2", "h3", "h4", "h5", "h6"]) await addHost(cloud.db, name);
    await cloud.db.updateTable("inventory").set({ total: 0 }).where("host_id", "<>", "host-h5").execute();
    const few = startClaimStore(cloud.db, 2);
    for (let turn = 0; turn < 5; turn++) {
      expect((await few.rooms({ group: "general" }, NEED)).map((host) => host.name)).toEqual(["h5"]);
    }
  });
});
