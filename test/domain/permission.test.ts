/** Where rights count: in their place and everything within it, and nowhere else. */
import { describe, expect, it } from "vitest";
import type { Actor, Grant } from "../../src/domain/actor.ts";
import { holdsRole, may, placeFrom, type Where } from "../../src/domain/permission.ts";
import { sees, sightOf, unitsOf } from "../../src/domain/sight.ts";

const DATACENTER: Where = null;
const RETAIL: Where = { businessUnit: "retail" };
const SHOP: Where = { ...RETAIL, infrastructure: "shop" };
const WEB: Where = { ...SHOP, service: "web" };
const TILL: Where = { ...RETAIL, infrastructure: "till", service: "pos" };
const LABS: Where = "labs";

const EVERYWHERE = { DATACENTER, RETAIL, SHOP, WEB, TILL, LABS };

function holder(...places: Where[]): Actor {
  const grants = places.map((place): Grant => ({ role: "keeper", can: ["vm.see", "audit.see"], ...placeFrom(place) }));
  return { person: "p", name: "p", identity: { platform: "x", tenant: "", user: "p" }, grants, standsInFor: [] };
}

describe.each([
  ["the datacenter", DATACENTER, ["DATACENTER", "RETAIL", "SHOP", "WEB", "TILL", "LABS"]],
  ["a business unit", RETAIL, ["RETAIL", "SHOP", "WEB", "TILL"]],
  ["a business unit, by its id", "retail", ["RETAIL", "SHOP", "WEB", "TILL"]],
  ["an infrastructure", SHOP, ["SHOP", "WEB"]],
  ["a service", WEB, ["WEB"]],
] as const)("a role held in %s", (_what, held, counts) => {
  const actor = holder(held);
  const where = (ask: (place: Where) => boolean) =>
    Object.entries(EVERYWHERE).flatMap(([name, place]) => (ask(place) ? [name] : []));

  it("counts there and within", () => {
    expect(where((place) => may(actor, "vm.see", place))).toEqual(counts);
    expect(where((place) => holdsRole(actor, "keeper", place))).toEqual(counts);
    expect(where((place) => sees(actor, place))).toEqual(counts);
    expect(may(actor, "vm.see")).toBe(true);
  });

  it("gives nothing that it does not say", () => {
    expect(where((place) => may(actor, "vm.ask", place))).toEqual([]);
    expect(where((place) => holdsRole(actor, "user", place))).toEqual([]);
    expect(may(actor, "vm.ask")).toBe(false);
  });

  it("gives what counts in the datacenter alone only there", () => {
    expect(may(actor, "audit.see")).toBe(held === DATACENTER);
    expect(may(actor, "audit.see", held)).toBe(held === DATACENTER);
  });
});

describe("sight", () => {
  it("is everything for who holds a role in the datacenter", () => {
    expect(sightOf(holder(RETAIL, DATACENTER))).toEqual({ units: null });
  });

  it("is what roles are held in, each once", () => {
    const actor = holder(RETAIL, "retail", SHOP, WEB, TILL);
    expect(sightOf(actor)).toEqual({ units: ["retail"], infrastructures: ["shop"], services: ["web", "pos"] });
    expect(unitsOf(actor)).toEqual(["retail"]);
    expect(unitsOf(holder(SHOP, DATACENTER))).toEqual([]);
  });

  it("is nothing where no role gives what is asked for", () => {
    expect(sightOf(holder(DATACENTER, RETAIL, SHOP), "unit.see")).toEqual({
      units: [],
      infrastructures: [],
      services: [],
    });
  });
});
