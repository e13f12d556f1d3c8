/** What stands already joins the line as well: what is to be provisioned, and what is to be tried again. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { SOON } from "../support/queues.ts";
import { setSettings } from "../support/simulator.ts";

const FULL = "busy: the engine is full: 1 needed, 1 running, 0 pending, 1 at most";

let house: House;

const create = (name: string, more = "") => `vm create ${name} --role shop/web/front --template small${more}`;

const olga = (text: string) => house.says("olga", text);
const dana = (text: string) => house.says("dana", text);

/** One machine of two that failed, two of two, a new name that did, an approved infrastructure, and an engine that is full. */
beforeAll(async () => {
  house = await openHouse();
  const faults = [
    ...["pair-2", "twins-1", "twins-2"].map((vm) => ({ task: "boot", vm, times: 1, error: "no power" })),
    { task: "rename", times: 1, error: "the host is busy" },
    { task: "boot", vm: "filler", kind: "hang" as const },
  ];
  await setSettings(house.simulator, { latencyMs: 0, faults });
  await olga(create("pair", " --count 2"));
  await olga(create("twins", " --count 2"));
  await house.says("ben", 'infra new crm --memory 10GB --storage 100GB --reason "customers"');
  await house.says("ben", "infra service crm/app --environment test --memory 10GB --storage 100GB");
  await house.says("ben", "infra role crm/app/node --template small");
  await house.says("ben", "infra submit crm");
  expect(await dana("request approve REQ-3")).toContain("to provision it: infra provision crm");
  for (const text of [create("solo"), "vm stop solo", "vm rename solo star"]) {
    await olga(text);
    await house.atRest();
  }
  await dana("dc throttle set --workflows 1");
  await olga(create("filler"));
  await vi.waitFor(async () => expect(await olga("job list --running")).toContain("filler"), SOON);
});
afterAll(() => house?.close());

const quota = () => olga("infra show shop/web");

it("is tried again in its turn, and leaves the line as it was before", async () => {
  const before = await quota();
  expect(await olga("job retry REQ-1")).toContain(FULL);
  expect(await house.presses("olga", "Wait", "")).toContain("REQ-1 waits in line");
  expect(await olga("request show REQ-1")).toContain("Place in line: 1 of 1");
  expect(await quota()).not.toBe(before);
  expect(await house.presses("olga", "Cancel", "REQ-1")).toContain("REQ-1");
  const card = await olga("request show REQ-1");
  expect(card).toContain("State: partly done");
  expect(card).toContain("it left the line before it was tried again");
  expect(await quota()).toBe(before);
  expect(await olga("vm list")).toMatch(/pair-1.*running[\s\S]*pair-2.*failed/);
});

it("keeps a new name while it stands there, and frees it when it leaves", async () => {
  expect(await olga("job retry REQ-6 --wait")).toContain("REQ-6 waits in line");
  expect(await olga(create("star", " --wait"))).toMatch(/^duplicate: the name star is taken/);
  await house.presses("olga", "Cancel", "REQ-6");
  expect(await olga("vm list")).toMatch(/solo.*stopped/);
  expect(await olga(create("star", " --wait"))).toContain("REQ-8 waits in line");
  expect(await olga("job retry REQ-6 --wait")).toMatch(/^duplicate: the name star is taken/);
});

it("is provisioned in its turn, with what was said then, and leaves the line to be provisioned later", async () => {
  expect(await dana("infra provision crm --hosts general")).toContain(FULL);
  expect(await house.presses("dana", "Wait", "")).toContain("REQ-3 waits in line");
  expect(await house.presses("dana", "Wait", "")).toMatch(/^too-late: you joined the line with it/);
  expect(await dana("infra provision crm")).toMatch(/^too-late/);
  expect(await house.presses("ben", "Cancel", "REQ-3")).toContain("to provision it: infra provision crm");
  expect(await dana("infra provision crm")).toContain(FULL);
});

it("never joins the line with more than the engine carries at once", async () => {
  expect(await olga("job retry REQ-2 --wait")).toContain("the engine never carries as much at once: 2 needed");
});

it("runs, all of it, once there is room", { timeout: 60_000 }, async () => {
  expect(await olga("job retry REQ-1 --wait")).toContain("waits in line");
  expect(await house.presses("dana", "Provision", "REQ-3", { wait: "yes" })).toContain("waits in line");
  await house.presses("olga", "Cancel", "REQ-7");
  await house.atRest();
  expect(await olga("request show REQ-1")).toContain("State: done");
  expect(await olga("vm list --state running")).toMatch(/pair-1[\s\S]*pair-2/);
  expect(await dana("request show REQ-3")).toContain("State: provisioned");
});
