/** Claiming hosts: the best one that has room, never more than it has, and once for each machine. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClaimStore } from "../../src/adapters/postgres/claims.ts";
import { type ClaimStore, claimHost, type PlacedHost } from "../../src/app/capacity.ts";
import { needOf } from "../../src/domain/placement.ts";
import { addHost, addMachines, type Cloud, openCloud } from "../support/cloud.ts";

const SMALL = needOf({ vcpu: 1, memoryMb: 1024, diskGb: 60 });

let cloud: Cloud;
let store: ClaimStore;

beforeEach(async () => {
  cloud = await openCloud();
  store = startClaimStore(cloud.db);
});
afterEach(() => cloud.remove());

describe("a machine that needs a host", () => {
  it("gets the emptiest of its group that is not being drained", async () => {
    await addHost(cloud.db, "h1");
    await addHost(cloud.db, "h2", { MEMORY_MB: 131_072, VCPU: 64, DISK_GB: 9000, VM_SLOT: 90 });
    await addHost(cloud.db, "h3", { MEMORY_MB: 999_999, VCPU: 999, DISK_GB: 99_999, VM_SLOT: 999 }, "other");
    await addHost(cloud.db, "h4", { MEMORY_MB: 999_999, VCPU: 999, DISK_GB: 99_999, VM_SLOT: 999 });
    await cloud.db.updateTable("host").set({ state: "draining" }).where("name", "=", "h4").execute();
    const hosts = await claimInTurn(await addMachines(cloud.db, 4));
    expect(hosts.map((host) => host?.name)).toEqual(["h2", "h2", "h2", "h1"]);
  });

  it("keeps the host that it got, however often it asks", async () => {
    await addHost(cloud.db, "h1");
    await addHost(cloud.db, "h2");
    const [vm = ""] = await addMachines(cloud.db, 1);
    const hosts = await claimInTurn([vm, vm, vm]);
    expect(new Set(hosts.map((host) => host?.name))).toEqual(new Set(["h1"]));
    expect(await claimed()).toEqual({ VCPU: 1, MEMORY_MB: 1024, DISK_GB: 60, VM_SLOT: 1 });
  });

  it("gets one host when two ask for it at once", async () => {
    for (const name of ["h1", "h2", "h3"]) await addHost(cloud.db, name);
    const [vm = ""] = await addMachines(cloud.db, 1);
    const hosts = await Promise.all(Array.from({ length: 10 }, () => claim(vm)));
    expect(new Set(hosts.map((host) => host?.name)).size).toBe(1);
    expect(await claimed()).toEqual({ VCPU: 1, MEMORY_MB: 1024, DISK_GB: 60, VM_SLOT: 1 });
  });

  it("is not given one when it does not fit, by whichever class", async () => {
    await addHost(cloud.db, "h1", { DISK_GB: 59 });
    await addHost(cloud.db, "h2", { VM_SLOT: 0 });
    await addHost(cloud.db, "h3", { MEMORY_MB: 1023 });
    const [vm = ""] = await addMachines(cloud.db, 1);
    expect(await claim(vm)).toBe(null);
    expect(await claimed()).toEqual({});
  });

  it("counts what is reserved and what may be handed out more than once", async () => {
    await addHost(cloud.db, "h1", { VCPU: 1 });
    const { db } = cloud;
    await db
      .updateTable("inventory")
      .set({ allocation_ratio: 4, reserved: 1 })
      .where("resource_class", "=", "VCPU")
      .execute();
    const hosts = await claimInTurn(await addMachines(db, 4));
    expect(hosts.map((host) => host?.name)).toEqual(["h1", "h1", "h1", undefined]);
  });

  it("is not given one when its request is not at work on it any more", async () => {
    await addHost(cloud.db, "h1");
    const [vm = ""] = await addMachines(cloud.db, 1);
    await cloud.db.updateTable("vm").set({ request_id: null }).execute();
    await expect(claim(vm)).rejects.toThrow("not at work");
    expect(await claimed()).toEqual({});
  });
});

describe("a machine whose best host was just taken by another", () => {
  it("gets the next one, without looking at every host again", async () => {
    await addHost(cloud.db, "h1");
    await addHost(cloud.db, "h2", { MEMORY_MB: 131_072, VCPU: 64, DISK_GB: 9000, VM_SLOT: 90 });
    const [vm = ""] = await addMachines(cloud.db, 1);
    let looks = 0;
    const disturbed: ClaimStore = {
      ...store,
      async rooms(among, need) {
        looks += 1;
        const seen = await store.rooms(among, need);
        await cloud.db.updateTable("host").set({ generation: "7" }).where("name", "=", "h2").execute();
        return seen;
      },
    };
    expect((await claimHost(disturbed, { id: vm, request: "REQ-CREATE" }, SMALL, "general"))?.name).toBe("h1");
    expect(looks).toBe(1);
  });
});

describe("a stored machine", () => {
  it("gets its memory and processors back on the host that keeps it, and on no other", async () => {
    await addHost(cloud.db, "h1");
    await addHost(cloud.db, "h2");
    const [stored = "", other = ""] = await addMachines(cloud.db, 2);
    await claim(stored);
    await cloud.db.deleteFrom("claim").where("resource_class", "in", ["VCPU", "MEMORY_MB"]).execute();
    expect((await claim(stored))?.name).toBe("h1");
    await cloud.db.deleteFrom("claim").where("resource_class", "in", ["VCPU", "MEMORY_MB"]).execute();
    await cloud.db.updateTable("inventory").set({ total: 100 }).where("host_id", "=", "host-h1").execute();
    expect(await claim(stored)).toBe(null);
    expect((await claim(other))?.name).toBe("h2");
  });
});

describe("a machine that grows", () => {
  it("claims what it grows by on its own host, once however often it asks, and nothing where that has no room", async () => {
    await addHost(cloud.db, "h1", { MEMORY_MB: 4096 });
    await addHost(cloud.db, "h2");
    await cloud.db.updateTable("host").set({ state: "draining" }).where("name", "=", "h2").execute();
    const [vm = ""] = await addMachines(cloud.db, 1);
    await claim(vm);
    await cloud.db.updateTable("host").set({ state: "active" }).where("name", "=", "h2").execute();
    const grow = (memoryMb: number) =>
      claimHost(store, { id: vm, request: "REQ-CREATE" }, needOf({ vcpu: 2, memoryMb, diskGb: 60 }), "general");
    expect(await grow(8192)).toBe(null);
    expect(await claimed()).toEqual({ VCPU: 1, MEMORY_MB: 1024, DISK_GB: 60, VM_SLOT: 1 });
    const grown = await Promise.all(Array.from({ length: 5 }, () => grow(4096)));
    expect(new Set(grown.map((host) => host?.name))).toEqual(new Set(["h1"]));
    expect(await claimed()).toEqual({ VCPU: 2, MEMORY_MB: 4096, DISK_GB: 60, VM_SLOT: 1 });
  });
});

describe("a machine for which another run claims", () => {
  it("is found on its host, also when that claim leaves no room for another", async () => {
    await addHost(cloud.db, "h1", { VM_SLOT: 1 });
    const [vm = ""] = await addMachines(cloud.db, 1);
    const overtaken: ClaimStore = {
      ...store,
      async rooms(among, need) {
        await claim(vm);
        return store.rooms(among, need);
      },
    };
    const host = await claimHost(overtaken, { id: vm, request: "REQ-CREATE" }, SMALL, "general");
    expect([host?.name, await claimed()]).toEqual(["h1", { VCPU: 1, MEMORY_MB: 1024, DISK_GB: 60, VM_SLOT: 1 }]);
  });
});

describe("fifty machines at once", () => {
  it("get exactly the thirty places that there are", async () => {
    for (const name of ["h1", "h2", "h3"]) await addHost(cloud.db, name, { VM_SLOT: 10 });
    const vms = await addMachines(cloud.db, 50);
    const hosts = await Promise.all(vms.map(claim));
    expect(hosts.filter(Boolean)).toHaveLength(30);
    const perHost = Map.groupBy(hosts, (host) => host?.name ?? "none");
    expect([perHost.get("h1")?.length, perHost.get("h2")?.length, perHost.get("h3")?.length]).toEqual([10, 10, 10]);
    expect(await claimed()).toEqual({ VCPU: 30, MEMORY_MB: 30 * 1024, DISK_GB: 30 * 60, VM_SLOT: 30 });
  });
});

function claim(vm: string): Promise<PlacedHost | null> {
  return claimHost(store, { id: vm, request: "REQ-CREATE" }, SMALL, "general");
}

async function claimInTurn(vms: string[]): Promise<(PlacedHost | null)[]> {
  const hosts: (PlacedHost | null)[] = [];
  for (const vm of vms) hosts.push(await claim(vm));
  return hosts;
}

/** Everything that is claimed, summed up. */
async function claimed(): Promise<Record<string, number>> {
  const rows = await cloud.db.selectFrom("claim").selectAll().execute();
  const classes = Map.groupBy(rows, (row) => row.resource_class);
  return Object.fromEntries(
    [...classes].map(([name, all]) => [name, all.reduce((sum, row) => sum + Number(row.amount), 0)]),
  );
}
