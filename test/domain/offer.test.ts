/** What a business unit is offered: where nothing is named, everything; and what stood in a plan before stays. */
import { describe, expect, it } from "vitest";
import { EVERYTHING, type Offered, offeredNames, requireOffered, requireOfferedName } from "../../src/domain/offer.ts";
import { refusalOf } from "../bot/refusal-of.ts";
import { PLAN } from "../cards/plan.ts";

const HAS = {
  environment: ["production", "test"],
  network: ["prod-net", "test-net"],
  template: ["small", "medium"],
  domain: ["corp.example"],
};

const offered = (offer: Partial<Offered["offer"]>): Offered => ({
  ...{ unit: "labs", has: HAS },
  offer: { ...EVERYTHING, ...offer },
});

describe("an offer", () => {
  it("that names nothing of a kind offers everything of it", () => {
    expect(offeredNames("network", offered({ template: ["small"] }))).toEqual(["prod-net", "test-net"]);
    expect(offeredNames("template", offered({ template: ["small"] }))).toEqual(["small"]);
  });

  it("offers nothing that is not there, and nothing at all when all that it names is gone", () => {
    expect(offeredNames("template", offered({ template: ["large", "medium"] }))).toEqual(["medium"]);
    expect(offeredNames("template", offered({ template: ["large"] }))).toEqual([]);
  });

  it("says what there is instead, at the argument that it is about", () => {
    expect(
      refusalOf(() => requireOfferedName("network", "prod-net", offered({ network: ["test-net"] }))),
    ).toMatchObject({
      ...{ code: "not-offered", message: "network prod-net is not offered to labs", field: "network" },
      hint: "labs is offered: test-net",
    });
  });

  it("says of what is not there at all that it is not there, and who adds it", () => {
    expect(refusalOf(() => requireOfferedName("san", "fast", offered({})))).toMatchObject({
      ...{ code: "not-offered", message: "there is no san fast" },
      hint: "an admin of the datacenter adds it: dc san add fast",
    });
    expect(refusalOf(() => requireOfferedName("template", "small", offered({ template: ["large"] })))).toMatchObject({
      ...{ message: "template small is not offered to labs" },
      hint: "an admin of the datacenter adds it: dc offer labs --template …",
    });
  });
});

describe("a plan", () => {
  const service = PLAN.services[0] ?? expect.fail("the plan has no service");

  it("passes where all that it names is offered", () => {
    requireOffered(PLAN, offered({ environment: ["production"], network: ["prod-net"], template: ["small"] }));
  });

  it.each([
    ["environment", { environment: ["test"] }, PLAN],
    ["network", { network: ["test-net"] }, PLAN],
    ["template", { template: ["medium"] }, PLAN],
    ["domain", {}, { ...PLAN, services: [{ ...service, domain: "else.example" }] }],
    [
      "network",
      { network: ["prod-net"] },
      { ...PLAN, services: [{ ...service, roles: service.roles.map((role) => ({ ...role, network: "test-net" })) }] },
    ],
  ])("is refused for its %s", (field, offer, plan) => {
    expect(refusalOf(() => requireOffered(plan, offered(offer)))).toMatchObject({ code: "not-offered", field });
  });

  it("keeps what it had before, and is refused only what it comes to name", () => {
    const narrow = offered({ environment: ["test"], network: ["test-net"], template: ["medium"] });
    requireOffered({ ...PLAN, memoryMb: 2 * PLAN.memoryMb }, narrow, PLAN);
    const more = { ...PLAN, services: [{ ...service, templates: ["small", "large"] }] };
    expect(refusalOf(() => requireOffered(more, narrow, PLAN)).message).toBe("there is no template large");
  });
});
