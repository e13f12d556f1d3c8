/** The cards of machines, infrastructures, drafts, units and the catalogue. */
import { describe, expect, it } from "vitest";
import { cardText } from "../../src/cards/card.ts";
import { catalogCard } from "../../src/cards/catalog-card.ts";
import { draftCard } from "../../src/cards/draft-card.ts";
import { infrastructureCard } from "../../src/cards/infrastructure-card.ts";
import { listCard } from "../../src/cards/list-card.ts";
import { shareText } from "../../src/cards/text.ts";
import { membersCard } from "../../src/cards/unit-card.ts";
import { type VmView, vmCard, vmsCard } from "../../src/cards/vm-card.ts";
import { NOTHING } from "../../src/domain/amount.ts";
import { PLAN } from "./plan.ts";

const WEB: VmView = {
  ...{ name: "web-01", state: "running", request: null, path: "shop/web/front", template: "small" },
  ...{ size: { vcpu: 1, memoryMb: 1024, diskGb: 60 }, address: "10.0.0.7", host: "h1", dayPrice: "3.1", until: null },
  ...{ ending: null, schedule: null, snapshots: [] },
};

const verbsOf = (vm: VmView) => vmCard(vm, "EUR", false).buttons.map(({ verb }) => verb);

describe("a machine's card", () => {
  it("offers to start what is stopped and to stop what runs", () => {
    expect(vmCard(WEB, "EUR", false).buttons).toEqual([{ verb: "Stop", id: "web-01" }]);
    expect(verbsOf({ ...WEB, state: "stopped" })).toEqual(["Start"]);
    expect(verbsOf({ ...WEB, state: "stored" })).toEqual([]);
  });

  it("offers nothing while a request is at work on it", () => {
    expect(verbsOf({ ...WEB, request: "REQ-9" })).toEqual([]);
  });

  it("names the host to admins of the datacenter only", () => {
    expect(cardText(vmCard(WEB, "EUR", true))).toContain("Host: h1");
    expect(cardText(vmCard(WEB, "EUR", false))).not.toContain("h1");
  });

  it("has no address while the machine is stored", () => {
    expect(cardText(vmCard(WEB, "EUR", false))).toContain("10.0.0.7");
    const stored: VmView = { ...WEB, state: "stored" };
    expect(cardText(vmCard(stored, "EUR", false))).not.toContain("10.0.0.7");
    expect(cardText(vmsCard([stored], "EUR"))).not.toContain("10.0.0.7");
  });

  it("says what it costs, and how it is", () => {
    const text = cardText(vmCard(WEB, "EUR", false));
    expect(text).toContain("web-01 is running");
    expect(text).toContain("Cost: 3.10 EUR a day");
  });
});

describe("a draft's card", () => {
  it("says what is missing", () => {
    expect(cardText(draftCard("REQ-1", { ...PLAN, services: [] }))).toContain("crm has no service yet");
  });

  it("says when nothing is missing, and its buttons carry the request's id", () => {
    const card = draftCard("REQ-1", PLAN);
    expect(cardText(card)).toContain("Complete: submit it with infra submit crm");
    expect(card.buttons).toEqual([
      { verb: "Submit", id: "REQ-1" },
      { verb: "Discard", id: "REQ-1" },
    ]);
  });
});

describe("an infrastructure's card", () => {
  const used = {
    "inf-1": { ...NOTHING, memoryMb: 2048, diskGb: 120, vms: 2 },
    "svc-1": { ...NOTHING, memoryMb: 2048, vms: 2 },
  };
  const life = { state: "provisioned" as const, unprovisioned: [], change: null, ending: null };
  const view = { ...PLAN, ...life, hostGroup: "general", used };
  const readBy = (showsHosts: boolean) => ({ showsHosts, timeZone: "Europe/Berlin" });

  it("says what is taken and what is left, for the whole, each service and each role", () => {
    const text = cardText(infrastructureCard(view, "retail", readBy(false)));
    expect(text).toContain("Memory: 2 GB of 8 GB, 6 GB left");
    expect(text).toContain("Machines: 2 of 10, 8 left");
    expect(text).toContain("crm/web  production  2 GB of 4 GB, 2 GB left");
    expect(text).toContain("crm/web/front  small  0  0  0 of 5, 5 left");
  });

  it("says how far its end is, what is changed, and what of it waits to be provisioned", () => {
    const ending = { id: "REQ-9", state: "inGrace", until: "2027-01-10T23:00:00+00:00" };
    const change = { id: "REQ-8", state: "awaitingApproval" };
    const card = infrastructureCard({ ...view, ending, change, unprovisioned: ["rol-1"] }, "retail", readBy(false));
    expect(cardText(card)).toContain("State: in grace until Mon 11 Jan 2027, 00:00 (REQ-9)");
    expect(cardText(card)).toContain("Change: REQ-8 (awaiting approval)");
    expect(cardText(card)).toContain("crm/web/front (not provisioned yet)  small");
  });

  it("names the host group to admins of the datacenter only", () => {
    expect(cardText(infrastructureCard(view, "retail", readBy(false)))).not.toContain("general");
    expect(cardText(infrastructureCard(view, "retail", readBy(true)))).toContain("Host group: general");
  });
});

describe("the catalogue", () => {
  const catalogueOf = (taken: number, limit: number | null) => {
    const limits = { memoryMb: limit, diskGb: limit, vcpu: null, vms: null };
    const capacity = { name: "dc1", limit: limits, taken: { ...NOTHING, memoryMb: taken, diskGb: taken } };
    const small = { name: "small", vcpu: 1, memoryMb: 1024, diskGb: 60, dayPrice: "3.10" };
    const medium = { name: "medium", vcpu: 2, memoryMb: 4096, diskGb: 80, dayPrice: null };
    const rate = { memory: "0.10", storage: "0.05" };
    const section = { unit: "labs", environments: ["test"], networks: [], templates: [small, medium] };
    const ceiling = { ...capacity, limit: { ...limits, memoryMb: 4096, diskGb: null } };
    return cardText(catalogCard([{ ...section, ceiling }], { currency: "EUR", rate, capacity }));
  };

  it.each([
    [0, 100, "plenty"],
    [50, 100, "plenty"],
    [51, 100, "some"],
    [85, 100, "some"],
    [86, 100, "little"],
    [99, 100, "little"],
    [100, 100, "none"],
    [120, 100, "none"],
    [0, 0, "none"],
    [5, null, "plenty"],
  ])("calls what is free of %j taken from %j: %s", (taken, limit, band) => {
    expect(catalogueOf(taken, limit)).toContain(`Free memory: ${band}`);
  });

  it("prices a template by itself or by its size", () => {
    const text = catalogueOf(0, 100);
    expect(text).toContain("small  1 vCPU, 1 GB memory, 60 GB storage  3.10 EUR a day");
    expect(text).toContain("medium  2 vCPU, 4 GB memory, 80 GB storage  4.40 EUR a day");
  });

  it("tells the unit its own ceiling to the unit, and of the datacenter no figure", () => {
    const text = catalogueOf(1024, 7168);
    expect(text).toContain("Memory ceiling: 1 GB of 4 GB, 3 GB left");
    expect(text).not.toContain("Storage ceiling");
    expect(text).not.toMatch(/7 GB|6 GB/);
  });

  it("has a part for each unit, with its name above where there are several", () => {
    const section = { environments: ["test"], networks: [], templates: [], ceiling: null };
    const none = { memoryMb: null, diskGb: null, vcpu: null, vms: null };
    const market = { currency: "EUR", rate: null, capacity: { name: "dc1", limit: none, taken: NOTHING } };
    const one = catalogCard([{ ...section, unit: "labs" }], market);
    expect(one.title).toBe("Catalogue of labs");
    expect(cardText(one)).not.toContain("For labs");
    const both = catalogCard(
      ["labs", "retail"].map((unit) => ({ ...section, unit })),
      market,
    );
    expect(both.title).toBe("Catalogue");
    expect(cardText(both)).toMatch(/For labs[\s\S]*For retail/);
  });
});

it("a list says how many there are, also when there is none", () => {
  expect(listCard(["machine", "machines"], ["name"], []).title).toBe("no machines");
  expect(listCard(["machine", "machines"], ["name"], [["a"]]).title).toBe("1 machine");
  expect(listCard(["machine", "machines"], ["name"], [["a"], ["b"]]).title).toBe("2 machines");
});

it("members are listed once, with all their roles", () => {
  const ben = { person: "per-1", name: "ben", on: null, identities: ["console/demo/ben"] };
  const members = [
    { ...ben, role: "user" },
    { ...ben, role: "caretaker", on: "shop/web" },
  ];
  expect(cardText(membersCard("retail", members))).toContain("ben  user, caretaker of shop/web  console/demo/ben");
});

it("what is over its ceiling has nothing left, not less than nothing", () => {
  expect(shareText("memoryMb", 3072, 2048)).toBe("3 GB of 2 GB, 0 left");
});
