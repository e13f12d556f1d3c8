/** Many who want more at once: quota and hosts give just what they have, and what came to nothing is as before. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { machinesOf, setSettings } from "../support/simulator.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse({ edit: (yaml) => yaml.replace("heavy: 2", "heavy: 8") });
});
afterAll(() => house?.close());

const NAMES = Array.from({ length: 10 }, (_, i) => `m-${i + 1}`);

it("lets as many grow as there is quota for, whoever asks, and as many be restored", { timeout: 120_000 }, async () => {
  await house.says("olga", "vm create m --role shop/web/front --template small --count 10");
  expect(await house.system.idle(60_000)).toBe(true);
  await Promise.all(NAMES.slice(0, 4).map((name) => house.says("ana", `vm store ${name}`)));
  expect(await house.system.idle(60_000)).toBe(true);
  // 32 GB, of which six running machines take 6: each that grows takes 3 more, each that is restored 1.
  const wishes = NAMES.map((name, at) =>
    house.says("olga", at < 4 ? `vm restore ${name}` : `vm resize ${name} --template medium`),
  );
  expect((await Promise.all(wishes)).filter((answer) => !answer.startsWith("REQ-"))).toEqual([]);
  expect(await house.system.idle(60_000)).toBe(true);
  await expectUsed("memory 28 GB of 32 GB");
  const more = await Promise.all(NAMES.slice(0, 4).map((name) => house.says("olga", `vm resize ${name} --template medium`)));
  expect(more.filter((answer) => answer.startsWith("over-quota"))).toHaveLength(3);
  expect(await house.system.idle(60_000)).toBe(true);
  await expectUsed("memory 31 GB of 32 GB");
  expect((await machinesOf(house.simulator)).map(({ memoryMb }) => memoryMb).sort((a, b) => a - b)).toEqual([
    ...Array(3).fill(1024),
    ...Array(7).fill(4096),
  ]);
});

it("leaves a machine as it was where its host has no room to let it grow, and says so", async () => {
  const host = /Host: (h\d)/.exec(await house.says("dana", "vm show m-1"))?.[1] ?? "";
  await house.says("dana", `dc host drain ${host}`);
  const [small = ""] = (await house.says("dana", "vm list --on shop")).match(/m-\d+(?= running shop\/web\/front small)/) ?? [];
  expect(small).not.toBe("");
});

async function expectUsed(text: string): Promise<void> {
  expect(await house.says("dana", "infra show shop/web")).toContain(text);
}
