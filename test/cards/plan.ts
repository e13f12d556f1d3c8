/** The plan of an infrastructure that the tests of cards and drafts share. */
import type { InfrastructurePlan } from "../../src/domain/infrastructure.ts";

export const PLAN: InfrastructurePlan = {
  ...{ id: "inf-1", name: "crm", memoryMb: 8192, diskGb: 500, vcpu: null, vms: 10, until: null, reason: "customers" },
  services: [
    {
      ...{ id: "svc-1", name: "web", environment: "production", memoryMb: 4096, diskGb: 200 },
      ...{ networks: ["prod-net"], templates: ["small"], domain: null, balancer: null, san: null },
      roles: [{ id: "rol-1", name: "front", templates: ["small"], network: null, max: 5 }],
    },
  ],
};
