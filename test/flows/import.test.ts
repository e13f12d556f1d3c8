/** Machines that others made: listed, imported once, and counted and paid from then on like any other. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { machinesOf } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const LEGACY = { name: "legacy-01", state: "running", vcpu: 1, memoryMb: 1024, diskGb: 60, address: "10.9.9.9" };

async function onHost(host: string, machine: Record<string, unknown>): Promise<void> {
  const folder = path.join(house.simulator, "hosts", host);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${machine.name}-of-others.json`), JSON.stringify(machine));
}

const atRest = () => house.atRest();

async function survey(): Promise<void> {
  await house.says("dana", "dc host survey");
  await atRest();
}

it("lists what is not ours, imports it, and treats it like any other from then on", { timeout: 60_000 }, async () => {
  await onHost("h2", LEGACY);
  await survey();
  expect(await house.says("dana", "dc unmanaged list")).toMatch(/legacy-01.*h2.*running.*1 vCPU, 1 GB memory/);
  expect(await house.says("ana", "dc unmanaged list")).toMatch(/^forbidden/);
  expect(await house.says("ben", "dc unmanaged import legacy-01 --role shop/web/front")).toMatch(/^forbidden/);
  expect(await house.says("dana", "dc unmanaged import legacy-02 --role shop/web/front")).toMatch(/^not-found/);
  expect(await house.says("dana", "dc unmanaged import legacy-01 --role shop/web/back")).toMatch(/^not-found/);
  await house.says("dana", "dc unmanaged import legacy-01 --role shop/web/front");
  await atRest();
  expect(await house.says("dana", "request show REQ-1")).toContain("legacy-01 is running at 10.9.9.9, 3.10 EUR a day");
  expect(await house.says("dana", "vm show legacy-01")).toMatch(
    /small \(1 vCPU[\s\S]*10\.9\.9\.9[\s\S]*h2[\s\S]*3\.10 EUR/,
  );
  expect(await house.says("dana", "infra show shop/web")).toContain("1 GB of 32 GB");
  expect(await house.says("dana", "dc host show h2")).toContain("1 GB of 64 GB");
  expect(await house.says("dana", "dc unmanaged list")).toContain("no machines that are not ours");
  await survey();
  expect(await house.says("dana", "dc unmanaged list")).toContain("no machines that are not ours");
  expect(await house.says("dana", "dc check")).not.toContain("legacy-01");
  expect(await house.says("dana", "dc unmanaged import legacy-01 --role shop/web/front")).toMatch(/^duplicate/);
  await house.says("olga", "vm stop legacy-01");
  await atRest();
  expect(await machinesOf(house.simulator)).toMatchObject([{ name: "legacy-01", state: "stopped" }]);
  await house.says("olga", "vm delete legacy-01 --confirm legacy-01");
  await atRest();
  expect(await machinesOf(house.simulator)).toEqual([]);
});

it("imports one once, whoever is quicker, and prices what is of no template's size by its size", async () => {
  await onHost("h1", { ...LEGACY, vcpu: 3, memoryMb: 10_240, diskGb: 100, address: null, state: "stopped" });
  await survey();
  const imports = ["dana", "dee", "dana", "dee"].map((who) =>
    house.says(who, "dc unmanaged import legacy-01 --role shop/web/front"),
  );
  const answers = await Promise.all(imports);
  expect(answers.filter((answer) => answer.startsWith("REQ-"))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("duplicate"))).toHaveLength(3);
  await atRest();
  await house.says("ben", "infra change shop --memory +8GB");
  expect(await house.says("ben", "infra submit shop")).toMatch(/^REQ-\d+ asks for/);
  expect(await house.says("ana", "vm show legacy-01")).toMatch(/stopped[\s\S]*own-size \(3 vCPU[\s\S]*6\.00 EUR a day/);
});

it("refuses what there is no quota or no room for, and what cannot be taken over as it is", async () => {
  await onHost("h1", { ...LEGACY, name: "huge", memoryMb: 40_960 });
  await onHost("h1", { ...LEGACY, name: "vast", vcpu: 17 });
  await onHost("h1", { ...LEGACY, name: "away", state: "stored" });
  await onHost("h1", { ...LEGACY, name: "twin" });
  await onHost("h2", { ...LEGACY, name: "twin" });
  await house.says("dana", "dc host add h9 --group special --vcpu 16 --memory 64GB --storage 2TB --vms 20");
  await onHost("h9", { ...LEGACY, name: "special" });
  await survey();
  const refusal = async (words: string) =>
    (await house.says("dana", `dc unmanaged import ${words} --role shop/web/front`)).split(":")[0];
  expect(await refusal("huge")).toBe("over-quota");
  expect(await refusal("vast")).toBe("no-capacity");
  expect(await refusal("away")).toBe("wrong-state");
  expect(await refusal("twin")).toBe("ambiguous");
  expect(await refusal("special")).toBe("not-offered");
  expect(await house.says("dana", "dc unmanaged import twin --role shop/web/front --host h2")).toMatch(/^REQ-/);
  await atRest();
  expect(await house.says("dana", "vm show twin")).toContain("h2");
});
