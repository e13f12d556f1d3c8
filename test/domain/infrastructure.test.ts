/** What is missing in the plan of an infrastructure. */
import { describe, expect, it } from "vitest";
import { gaps, type InfrastructurePlan, type RolePlan } from "../../src/domain/infrastructure.ts";
import { PLAN } from "../cards/plan.ts";

/** The plan with this role, in a service that uses these networks. */
function planWith(role: Partial<RolePlan>, networks: string[]): InfrastructurePlan {
  const services = PLAN.services.map((service) => {
    return { ...service, networks, roles: service.roles.map((one) => ({ ...one, ...role })) };
  });
  return { ...PLAN, services };
}

describe("a role", () => {
  it("uses a network of its service, where the service names some", () => {
    expect(gaps(planWith({ network: "prod-net" }, ["prod-net"]))).toEqual([]);
    expect(gaps(planWith({ network: "test-net" }, ["prod-net"]))).toEqual([
      "crm/web/front uses network test-net, which crm/web does not",
    ]);
    expect(gaps(planWith({ network: "test-net" }, []))).toEqual([]);
    expect(gaps(planWith({ network: null }, ["prod-net"]))).toEqual([]);
  });

  it("uses a template of its service, where the service names some", () => {
    expect(gaps(planWith({ templates: ["small", "large"] }, []))).toEqual([
      "crm/web/front uses template large, which crm/web does not",
    ]);
  });
});
