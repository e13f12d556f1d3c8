/** What hosts say of their machines, where our books say something else. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { plainText } from "../../src/adapters/console/posted.ts";
import { type House, openHouse } from "../support/house.ts";
import { machinesOf, setSettings } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

const idle = () => house.atRest();

/** How often this was posted as a sentence of its own in a channel. */
function saidIn(channel: string, text: string): number {
  return house.posted.filter(
    ({ to, ...one }) => to === channel && one.kind === "notice" && plainText({ to, ...one }).includes(text),
  ).length;
}

async function create(name: string): Promise<void> {
  await house.says("olga", `vm create ${name} --role shop/web/front --template small`);
  await idle();
}

async function survey(): Promise<void> {
  await house.says("dana", "dc host survey");
  await idle();
}

/** Somebody works on the hosts, and not through us. */
async function behindOurBacks(name: string, change: Record<string, unknown>): Promise<void> {
  const found = (await machinesOf(house.simulator)).find((one) => one.name === name);
  const file = path.join(house.simulator, "hosts", found?.host ?? "", `${found?.uuid}.json`);
  await writeFile(`${file}.new`, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...change }));
  await rename(`${file}.new`, file);
}

it("follows a host where a machine was killed, and tells whoever it belongs to and the admins, once", async () => {
  await create("web-01");
  await behindOurBacks("web-01", { state: "stopped" });
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
  await survey();
  await survey();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is stopped");
  expect(saidIn("#approvals", "web-01 is stopped: it was running, and was changed on h1 without us")).toBe(1);
  expect(saidIn("olga", "web-01 is stopped: it was running")).toBe(1);
  expect(await house.says("dana", "dc audit --for web-01")).toContain("vm.drift");
  await house.says("olga", "vm start web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
});

it("only tells what would take somebody who knows: a machine that is gone, one of another size", async () => {
  await create("web-01");
  await create("web-02");
  await behindOurBacks("web-02", { memoryMb: 4096 });
  const [gone] = await machinesOf(house.simulator);
  await rm(path.join(house.simulator, "hosts", gone?.host ?? "", `${gone?.uuid}.json`));
  await survey();
  await survey();
  const check = await house.says("dana", "dc check");
  expect(check).toContain(`web-01 is not on ${gone?.host}, and by our books running there`);
  expect(check).toContain("web-02 has 4 GB memory on h2, and by our books 1 GB memory");
  expect(saidIn("#approvals", "web-01 is not on")).toBe(1);
  expect(await house.says("dana", "vm show web-02")).toContain("4 GB memory on h2");
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
});

it("leaves the machines of a host that is away as they are, and says so until it answers again", async () => {
  await create("web-01");
  await setSettings(house.simulator, { faults: [{ task: "survey", host: "h1", error: "no route to host" }] });
  for (const _ of [1, 2, 3, 4]) await survey();
  expect(await house.says("dana", "dc check")).toContain(
    "h1 does not answer since Mon 4 Jan 2027, 00:00: no route to host",
  );
  expect(await house.says("dana", "dc host list")).toContain("silent since");
  expect(saidIn("#approvals", "h1 does not answer: no route to host")).toBe(1);
  expect(await house.says("olga", "vm show web-01")).toContain("Not seen since");
  await create("web-02");
  await create("web-03");
  await create("web-04");
  await create("web-05");
  expect((await machinesOf(house.simulator)).filter(({ host }) => host === "h1").map(({ name }) => name)).toEqual([
    "web-01",
  ]);
  await setSettings(house.simulator, {});
  await survey();
  expect(await house.says("dana", "dc check")).toContain("Nothing is wrong");
  expect(saidIn("#approvals", "h1 answers again")).toBe(1);
});

it("asks every host in its turn as time goes by", async () => {
  const asked = async () => {
    await house.system.advance(600_000);
    return (await house.system.app.surveys.standings()).filter((one) => one.answered).length;
  };
  await expect.poll(asked, { timeout: 20_000, interval: 500 }).toBe(4);
});

it("is asked on the way while the clock is moved, and no time of a report is passed over for it", async () => {
  await create("web-01");
  await setSettings(house.simulator, { usage: { "*": { memoryMb: 512, diskMb: 20_480, cpuSeconds: 0 } } });
  await house.says("ben", 'report schedule chargeback --every "daily 09:00" --channel #retail');
  await house.system.advance(6 * 86_400_000);
  const reports = house.posted.filter((one) => one.kind === "report").map(plainText);
  expect(reports).toHaveLength(6);
  expect(reports.filter((text) => text.includes("This was due"))).toEqual([]);
});
