/** What a business unit's channel is told: what concerns the unit, and nothing of what the datacenter has left. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { type House, openHouse } from "../support/house.ts";

const ASKED_THERE = `rules:
  - name: infrastructures
    when: kind.startsWith("infra.")
    stages: [{ from: [datacenter-admin] }]
    ask-in: [approvals, unit]
  - name: everything else
    stages: [{ from: [bu-admin] }]
    ask-in: [each]
`;

let house: House;

beforeEach(async () => {
  house = await openHouse();
  const dana = await house.system.app.directory.find(consoleIdentity("dana"));
  if (!dana) throw new Error("dana is not known");
  await house.system.app.policies.import("policy.yaml", ASKED_THERE, dana);
});

afterEach(() => house.close());

const postedTo = (to: string) => JSON.stringify(house.posted.filter((one) => one.to === to));

async function plan(memory: string): Promise<string> {
  await house.says("ben", `infra new depot --memory ${memory} --storage 100GB --reason more`);
  await house.says("ben", `infra service depot/a --environment test --memory ${memory} --storage 100GB`);
  await house.says("ben", "infra role depot/a/r --template small");
  const said = await house.says("ben", "infra submit depot");
  await house.atRest();
  return said;
}

it("shows an infrastructure's request without the room that there is, which the approvals channel shows", async () => {
  await plan("4GB");
  expect(postedTo("#approvals")).toContain("Quota of dc1");
  for (const place of ["#retail", "ben"]) {
    expect(postedTo(place)).toContain("Verdict");
    expect(postedTo(place)).not.toContain("Quota of dc1");
  }
});

it("is not told how much room there is by what does not fit either", async () => {
  expect(await plan("9TB")).toMatch(/^no-capacity: dc1 has no room for 9 TB memory/);
});

it("hears nothing of another unit's requests, whoever of its people is asked about them", async () => {
  await house.says("ben", "request delegate eve --until 2027-01-06");
  await house.says("eve", "notices --where channel");
  await house.says("ana", "vm create web-01 --role shop/web/front --template small");
  await house.atRest();
  expect(postedTo("#labs")).toBe("[]");
  expect(postedTo("eve")).toContain("REQ-1");
});
