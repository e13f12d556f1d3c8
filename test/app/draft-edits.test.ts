/** Edits of a draft: what is not said stays as it was. */
import { describe, expect, it } from "vitest";
import { withRole, withService } from "../../src/app/draft-edits.ts";
import { refusalOf } from "../bot/refusal-of.ts";
import { PLAN } from "../cards/plan.ts";

const id = (prefix: string) => `${prefix}-new`;

describe("a service", () => {
  it("keeps what is not said, and its roles", () => {
    const edited = withService(PLAN, "crm/web", { memoryMb: 6144, environment: undefined }, id);
    expect(edited.services).toEqual([{ ...PLAN.services[0], memoryMb: 6144 }]);
  });

  it("that is new needs environment, memory and storage, and has none of the rest", () => {
    const refusal = refusalOf(() => withService(PLAN, "crm/db", { memoryMb: 1024 }, id));
    expect(refusal).toMatchObject({
      code: "bad-arguments",
      hint: expect.stringContaining("infra service crm/db --environment"),
    });
    const edited = withService(PLAN, "crm/db", { environment: "test", memoryMb: 1024, diskGb: 10, san: "fast" }, id);
    const empty = { networks: [], templates: [], domain: null, balancer: null, roles: [] };
    expect(edited.services[1]).toEqual({
      ...empty,
      ...{ id: "svc-new", name: "db", environment: "test", memoryMb: 1024, diskGb: 10, san: "fast" },
    });
  });
});

describe("a role", () => {
  it("keeps what is not said", () => {
    const edited = withRole(PLAN, "crm/web/front", { max: 9, templates: undefined }, id);
    expect(edited.services[0]?.roles).toEqual([{ ...PLAN.services[0]?.roles[0], max: 9 }]);
  });

  it("that is new needs a template", () => {
    expect(refusalOf(() => withRole(PLAN, "crm/web/back", { max: 9 }, id)).code).toBe("bad-arguments");
  });

  it("has no place in a service that is not there", () => {
    expect(refusalOf(() => withRole(PLAN, "crm/db/back", { templates: ["small"] }, id)).code).toBe("not-found");
  });
});
