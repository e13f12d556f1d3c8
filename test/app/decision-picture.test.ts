/** The picture of a decision: its numbers are those of the share that is held. */
import { expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { openHouse } from "../support/house.ts";

const EVERYTHING_IS_ASKED =
  "rules: [{ name: all, when: 'kind == \"vm.restore\"', stages: [{ from: [bu-admin] }] }, { name: rest, approve: true }]\n";

it("counts of a stored machine that is to be restored its memory alone: its storage was never given back", async () => {
  const house = await openHouse();
  try {
    const dana = await house.system.app.directory.find(consoleIdentity("dana"));
    if (!dana) throw new Error("dana is not known");
    await house.system.app.policies.import("policy.yaml", EVERYTHING_IS_ASKED, dana);
    await house.says("ana", "vm create web-01 --role shop/web/front --template small");
    await house.atRest();
    await house.says("ana", "vm store web-01");
    await house.atRest();
    await house.says("ana", "vm restore web-01");
    const view = await house.system.app.views.view("REQ-3");
    const [service] = view?.picture?.tallies ?? [];
    expect(service?.before.taken).toMatchObject({ memoryMb: 0, diskGb: 60 });
    expect(service?.after.taken).toMatchObject({ memoryMb: 1024, diskGb: 60 });
  } finally {
    await house.close();
  }
});
