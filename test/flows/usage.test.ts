/** What machines use, from the look at their hosts to the reports. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { setSettings } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse({ settings: { SURVEY_MS: "864000000" } });
});

afterEach(() => house.close());

const idle = () => house.atRest();

/** Hosts are asked, at this moment, and what they say is rolled up. */
async function look(): Promise<void> {
  await house.says("dana", "dc host survey");
  await idle();
  await idle();
}

async function create(name: string, role: string): Promise<void> {
  await house.says("olga", `vm create ${name} --role ${role} --template small`);
  await idle();
}

it("tells what a machine uses of what it has, and prices what lies idle", async () => {
  await create("pos-1", "till/pos/node");
  expect(await house.says("olga", "vm show pos-1")).not.toContain("Used");
  expect(await house.says("ben", "report utilization --on till")).toContain("— not measured");
  await setSettings(house.simulator, { usage: { "pos-1": { memoryMb: 512, diskMb: 20_480, cpuSeconds: 0 } } });
  await look();
  await setSettings(house.simulator, { usage: { "pos-1": { memoryMb: 512, diskMb: 20_480, cpuSeconds: 900 } } });
  await house.system.advance(3_600_000);
  await look();
  expect(await house.says("olga", "vm show pos-1")).toContain(
    "CPU 25 %, memory 512 MB of 1 GB, storage 20 GB of 60 GB; 2 of 24 hours measured",
  );
  const used = await house.says("ben", "report utilization --on till");
  expect(used).toContain("512 MB memory, 20 GB storage by 1 measured machine: 1.05 EUR a day at the rates");
  expect(used).toContain("2.05 EUR a day for what these have and do not use");
  expect(used).toContain("2 of 2 h");
  expect(used).not.toContain("hours measured");
  expect(used).toContain("in 11 of these 12 nothing was measured");
  await create("web-01", "shop/web/front");
  await house.system.advance(22 * 3_600_000);
  const later = await house.says("ben", "report utilization --on till");
  expect(later).toContain("1.05 EUR a day at the rates; 2 of 23 hours measured");
  expect(later).toContain("2 of 23 h");
  expect(await house.says("ben", "report utilization")).toContain("2 of 45 h");
  const month = await house.says("ben", "report chargeback --on till");
  expect(month).toContain("Used: 0.09 EUR at the rates; measured 9 % of the time");
  expect(month).toContain("Idle: 0.17 EUR allocated and not used meanwhile");
});
