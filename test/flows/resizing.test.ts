/** Many who want more at once: quota and hosts give just what they have, and what came to nothing is as before. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { machinesOf } from "../support/simulator.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse({ edit: (yaml) => yaml.replace("heavy: 2", "heavy: 8") });
});
afterAll(() => house?.close());

const NAMES = Array.from({ length: 10 }, (_, i) => `m-${i + 1}`);
const STORED = NAMES.slice(0, 4);

it("lets as many grow and be restored as there is quota for, whoever is quicker", { timeout: 120_000 }, async () => {
  await house.says("olga", "vm create m --role shop/web/front --template small --count 10");
  await atRest();
  await Promise.all(STORED.map((name) => house.says("ana", `vm store ${name}`)));
  await atRest();
  await expectUsed("6 GB of 32 GB");
  // Each that grows takes 3 GB more, each that is restored takes 1 again.
  const wishes = NAMES.map((name) =>
    house.says("olga", STORED.includes(name) ? `vm restore ${name}` : `vm resize ${name} --template medium`),
  );
  expect((await Promise.all(wishes)).filter((answer) => !answer.startsWith("REQ-"))).toEqual([]);
  await atRest();
  await expectUsed("28 GB of 32 GB");
  const more = await Promise.all(STORED.map((name) => house.says("olga", `vm resize ${name} --template medium`)));
  expect(more.filter((answer) => answer.startsWith("over-quota"))).toHaveLength(3);
  await atRest();
  await expectUsed("31 GB of 32 GB");
  const sizes = (await machinesOf(house.simulator)).map(({ memoryMb }) => memoryMb);
  expect(sizes.sort((a, b) => a - b)).toEqual([...Array(3).fill(1024), ...Array(7).fill(4096)]);
});

it("leaves a machine as it was where its host has no room for more, and says so", async () => {
  const machines = await machinesOf(house.simulator);
  const { name: small, host } = machines.find(({ memoryMb }) => memoryMb === 1024) ?? { name: "", host: "" };
  const large = machines.find(({ memoryMb }) => memoryMb === 4096)?.name;
  await house.says("olga", `vm store ${large}`);
  await atRest();
  await house.says("dana", `dc host drain ${host}`);
  const answer = await house.says("olga", `vm resize ${small} --template medium`);
  await atRest();
  const id = /REQ-\d+/.exec(answer)?.[0] ?? "";
  expect(await house.says("olga", `request show ${id}`)).toContain(`host ${host}, where ${small} is, has no room for`);
  expect(await house.says("olga", `vm show ${small}`)).toMatch(/running[\s\S]*small \(1 vCPU, 1 GB memory/);
});

const atRest = () => house.atRest();

async function expectUsed(text: string): Promise<void> {
  expect(await house.says("dana", "infra show shop/web")).toContain(text);
}
