/** A change to an infrastructure: what differs, what it takes, and who is in its way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTHING, plus } from "../../src/domain/amount.ts";
import { growthOf, isSamePlan, newParts, novelties } from "../../src/domain/change.ts";
import type { InfrastructurePlan, RolePlan, ServicePlan } from "../../src/domain/infrastructure.ts";
import { type Occupant, requireUnused } from "../../src/domain/occupants.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { PLAN } from "../cards/plan.ts";

type Parts = { whole?: Partial<InfrastructurePlan>; service?: Partial<ServicePlan>; role?: Partial<RolePlan> };

/** The plan with other values in the whole, in its one service, and in that one's role. */
function planWith({ whole, service, role }: Parts): InfrastructurePlan {
  const services = PLAN.services.map((one) => ({
    ...one,
    roles: one.roles.map((part) => ({ ...part, ...role })),
    ...service,
  }));
  return { ...PLAN, services, ...whole };
}

const machine = (name: string, more: Partial<Occupant> = {}): Occupant => ({
  ...{ id: `vm-${name}`, name, service: "svc-1", role: "rol-1", template: "small" },
  ...{ amounts: { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 } },
  ...more,
});

/** What is said when these machines are there; nothing when it can be. */
function said(parts: Parts, ...machines: Occupant[]): string {
  try {
    requireUnused(PLAN, planWith(parts), machines);
    return "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe("what is in use", () => {
  const [a, b] = [machine("web-2"), machine("web-10")];

  it("is in the way of less than it takes, and of no less than that", () => {
    expect(said({ service: { memoryMb: 1024 } }, a, b)).toBe(
      "in-use: crm/web cannot go down to 1 GB memory: 2 GB of it are in use by web-2, web-10",
    );
    expect(said({ service: { memoryMb: 2048 } }, a, b)).toBe("");
    expect(said({ service: { diskGb: 100 } }, a, b)).toContain(
      "100 GB storage: 120 GB of it are in use by web-2, web-10",
    );
    expect(said({ whole: { memoryMb: 1024 } }, a, b)).toContain("crm cannot go down to 1 GB memory");
    expect(said({ whole: { vms: 1 } }, a, b)).toContain("crm cannot go down to 1 VM: 2 VMs of it are in use");
    expect(said({ whole: { vcpu: 1 } }, a, b)).toContain("crm cannot go down to 1 vCPU");
    expect(said({ role: { max: 1 } }, a, b)).toContain("crm/web/front cannot go down to 1 VM");
  });

  it("names only machines that take of what is to shrink", () => {
    const stored = machine("web-3", { amounts: { memoryMb: 0, diskGb: 60, vcpu: 0, vms: 1 } });
    expect(said({ service: { memoryMb: 512 } }, a, stored)).toMatch(/in use by web-2$/);
  });

  it("does not mind what grows, and what was too small already", () => {
    expect(said({ service: { memoryMb: 8192 }, whole: { vms: 20, memoryMb: 16_384 } }, a, b)).toBe("");
    const large = machine("big", { amounts: { memoryMb: 65_536, diskGb: 60, vcpu: 1, vms: 1 } });
    expect(said({ service: { memoryMb: 8192 } }, large)).toBe("");
  });

  it("is in the way of removing its role or its service", () => {
    expect(said({ service: { roles: [] } }, a)).toBe("in-use: crm/web/front cannot be removed: it is in use by web-2");
    expect(said({ whole: { services: [] } }, a)).toBe("in-use: crm/web cannot be removed: it is in use by web-2");
    expect(said({ whole: { services: [] } })).toBe("");
    expect(said({ service: { roles: [] } }, machine("x", { service: "svc-2", role: "rol-2" }))).toBe("");
  });

  it("is in the way of taking its template or its network away", () => {
    expect(said({ role: { templates: ["medium"] } }, a)).toContain("crm/web/front cannot do without template small");
    expect(said({ service: { templates: ["medium"] } }, a)).toContain("crm/web cannot do without template small");
    expect(said({ service: { templates: [] } }, a)).toBe("");
    expect(said({ service: { networks: ["test-net"] } }, a)).toContain("crm/web/front cannot leave network prod-net");
    expect(said({ role: { network: "test-net" } }, a)).toContain("crm/web/front cannot leave network prod-net");
    expect(said({ role: { network: "prod-net" } }, a)).toBe("");
    expect(said({ service: { networks: ["prod-net", "test-net"] } }, a)).toBe("");
  });

  it("has room for itself in whatever passes", () => {
    const amount = fc.integer({ min: 0, max: 8 });
    const occupant = fc
      .record({ memoryMb: amount, diskGb: amount, vcpu: amount, vms: fc.constant(1) })
      .map((amounts) => machine("some", { amounts }));
    const limit = fc.option(fc.integer({ min: 1, max: 20 }));
    const change = fc.record({ memoryMb: fc.integer({ min: 1, max: 8192 }), vcpu: limit, vms: limit });
    fc.assert(
      fc.property(fc.array(occupant, { maxLength: 10 }), change, (machines, { memoryMb, vcpu, vms }) => {
        const after = planWith({ whole: { vcpu, vms }, service: { memoryMb } });
        const taken = machines.map(({ amounts }) => amounts).reduce(plus, NOTHING);
        const fits =
          taken.memoryMb <= memoryMb &&
          taken.vcpu <= (vcpu ?? Infinity) &&
          (taken.vms <= (vms ?? Infinity) || (vms ?? 0) >= 10);
        expect(said({ whole: { vcpu, vms }, service: { memoryMb } }, ...machines) === "").toBe(fits);
        expect(growthOf(PLAN, after).memoryMb).toBe(0);
      }),
    );
  });
});

describe("the difference", () => {
  it("needs room only where it grows", () => {
    const after = planWith({ whole: { memoryMb: 4096, diskGb: 600, vcpu: 4 } });
    expect(growthOf(PLAN, after)).toEqual({ memoryMb: 0, diskGb: 100, vcpu: 4, vms: 0 });
  });

  it("is none where only the order, the last day or the reason differs", () => {
    const two = planWith({ whole: { services: [...PLAN.services, { ...service("svc-2", "api") }] } });
    const turned = { ...two, services: two.services.toReversed(), until: "2027-12-31", reason: "other" };
    expect(isSamePlan(two, turned)).toBe(true);
    expect(isSamePlan(PLAN, two)).toBe(false);
    expect(isSamePlan(PLAN, planWith({ role: { max: 6 } }))).toBe(false);
  });

  it("provisions what is new, not what is edited", () => {
    const after = planWith({
      service: { memoryMb: 2048, roles: [...(PLAN.services[0]?.roles ?? []), role("rol-2", "back")] },
    });
    const more = { ...after, services: [...after.services, service("svc-2", "api", [role("rol-3", "node")])] };
    expect(newParts(PLAN, more)).toEqual({ services: ["svc-2"], roles: ["rol-2", "rol-3"] });
    expect(newParts(PLAN, planWith({ role: { max: 9 } }))).toEqual({ services: [], roles: [] });
  });

  it("names anew only what was not named before", () => {
    expect(novelties(PLAN, planWith({ service: { memoryMb: 2048 } })).services).toEqual([]);
    const after = planWith({ role: { templates: ["small", "large"] } });
    expect(novelties(PLAN, after).services).toMatchObject([
      { templates: [], networks: [], roles: [{ templates: ["large"] }] },
    ]);
    expect(novelties(PLAN, planWith({ service: { environment: "test" } })).services).toMatchObject([
      { environment: "test" },
    ]);
    const added = { ...PLAN, services: [...PLAN.services, service("svc-2", "api")] };
    expect(novelties(PLAN, added).services).toEqual([service("svc-2", "api")]);
  });
});

function service(id: string, name: string, roles: RolePlan[] = []): ServicePlan {
  const plain = { networks: [], templates: [], domain: null, balancer: null, san: null };
  return { id, name, environment: "test", memoryMb: 1024, diskGb: 10, ...plain, roles };
}

function role(id: string, name: string): RolePlan {
  return { id, name, templates: ["small"], network: null, max: null };
}
