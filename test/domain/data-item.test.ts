/** The data item says where a machine or an infrastructure belongs, and what it is to be like. */
import { describe, expect, it } from "vitest";
import { DATA_ITEM_PATHS, dataItem, type Subject } from "../../src/domain/data-item.ts";
import type { Wish } from "../../src/domain/request.ts";

const JOB = { id: "wf-1", request: "REQ-1", action: "create" };
const HERE = { simulator: { directory: "/hosts" } };
const SHOP = {
  id: "inf-1",
  name: "shop",
  hostGroup: "general",
  storagePool: "fast",
  networks: { "prod-net": "vlan-7" },
  hosts: [{ name: "h1", address: "qemu+ssh://root@h1/system" }],
};
const WEB: Subject = {
  vm: { id: "vm-1", name: "web-01", vcpu: 2, memoryMb: 4096, diskGb: 80, template: "medium" },
  host: { name: "h1", address: "qemu+ssh://root@h1/system" },
  infrastructure: SHOP,
  service: { name: "web", environment: "production", networks: ["prod-net"] },
  role: { name: "front", network: null },
  wish: null,
};

/** What a machine may be told to become. */
const SIZE = { template: "large", size: { memoryMb: 16_384, diskGb: 160, vcpu: 4, vms: 1 }, dayPrice: "9.6" };
const WISHES: Wish[] = [
  { of: "snapshot", name: "before" },
  { of: "name", id: "name-1", name: "web-02" },
  { of: "size", before: { ...SIZE, template: "medium" }, after: SIZE },
];

describe("the data item", () => {
  it("says what an action was told, and nothing of it where it was told something else", () => {
    const [kept, renamed, resized] = WISHES.map((wish) => dataItem(JOB, { ...WEB, wish }, HERE));
    expect(kept).toMatchObject({ "snapshot.name": "before" });
    expect(renamed).toMatchObject({ "vm.name": "web-01", "to.name": "web-02" });
    expect(resized).toMatchObject({ "vm.vcpu": "2", "to.vcpu": "4", "to.memoryMb": "16384", "to.template": "large" });
    expect(Object.keys(dataItem(JOB, WEB, HERE)).filter((path) => /^(to|snapshot)\./.test(path))).toEqual([]);
  });

  it("of a machine has every path, as strings", () => {
    const items = WISHES.map((wish) => dataItem(JOB, { ...WEB, wish }, HERE));
    const [item] = items;
    expect(new Set(items.flatMap((one) => Object.keys(one)))).toEqual(new Set(DATA_ITEM_PATHS));
    expect(item).toMatchObject({
      "vm.memoryMb": "4096",
      network: "vlan-7",
      environment: "production",
      "job.id": "wf-1",
    });
  });

  it("of an infrastructure has no machine, host, service or role", () => {
    const item = dataItem(JOB, { ...WEB, vm: null, host: null, service: null, role: null }, HERE);
    const parts = new Set(Object.keys(item).map((path) => path.split(".")[0]));
    expect(parts).toEqual(new Set(["job", "action", "infrastructure", "network", "simulator"]));
  });

  it("says where hosts are reached, of an infrastructure all of its group", () => {
    const item = dataItem(JOB, WEB, HERE);
    expect(item["host.address"]).toBe("qemu+ssh://root@h1/system");
    expect(JSON.parse(item["infrastructure.hosts"] ?? "")).toEqual(SHOP.hosts);
    expect(dataItem(JOB, { ...WEB, host: { name: "h1", address: null } }, HERE)).not.toHaveProperty("host.address");
  });

  it.each([
    ["its role's network", WEB.service, { name: "front", network: "test-net" }, SHOP, "test-net"],
    ["its service's first, by our name", WEB.service, WEB.role, SHOP, "vlan-7"],
    ["its infrastructure's, where there is no service", null, null, SHOP, "vlan-7"],
    ["the host's default one", null, null, { ...SHOP, networks: {} }, "default"],
  ])("names %s", (_which, service, role, infrastructure, network) => {
    expect(dataItem(JOB, { ...WEB, service, role, infrastructure }, HERE).network).toBe(network);
  });

  it("names a pool even where none was assigned", () => {
    const infrastructure = { ...SHOP, storagePool: null };
    expect(dataItem(JOB, { ...WEB, infrastructure }, HERE)["infrastructure.storagePool"]).toBe("default");
  });
});
