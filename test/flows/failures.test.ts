/** When hosts fail: it is told machine by machine, what was taken is given back, and nothing is left on a host. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { journalOf, machinesOf, setSettings } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

const create = (name: string, more = "") => `vm create ${name} --role shop/web/front --template small${more}`;

const idle = () => house.atRest();

it("fails a create with the host's reason, gives quota and host back, and lets the machine be deleted", async () => {
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "boot", error: "the host's disk is full" }] });
  await house.says("olga", create("web-01"));
  await idle();
  const card = await house.says("olga", "request show REQ-1");
  expect(card).toContain("web-01 is failed (the host's disk is full)");
  expect(await machinesOf(house.simulator)).toEqual([]);
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  expect(await house.says("olga", create("web-01"))).toMatch(/^duplicate/);
  expect(await house.says("olga", create("m", " --count 17"))).toMatch(/^REQ-/);
  await idle();
  expect(await house.says("olga", "request show REQ-2")).toContain("m-17 is running");
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toMatch(/^not-found/);
});

it("tells a bulk's partial failure machine by machine", async () => {
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "define", vm: "m-2", error: "no such image" }] });
  await house.says("olga", create("m", " --count 3"));
  await idle();
  const card = await house.says("olga", "request show REQ-1");
  expect(card).toContain("State: partly done");
  expect(card).toContain("m-1 is running");
  expect(card).toContain("m-2 is failed (no such image)");
  expect(card).toContain("m-3 is running");
  expect((await machinesOf(house.simulator)).map(({ name }) => name).sort()).toEqual(["m-1", "m-3"]);
});

it("takes the name again when a renaming that failed is tried again, unless it is another's by then", async () => {
  for (const name of ["web-01", "web-02"]) await house.says("olga", create(name));
  await idle();
  for (const name of ["web-01", "web-02"]) await house.says("olga", `vm stop ${name}`);
  await idle();
  const faults = [{ task: "rename", times: 2, error: "the host is busy" }];
  await setSettings(house.simulator, { latencyMs: 0, faults });
  await house.says("olga", "vm rename web-01 shop-01");
  await house.says("olga", "vm rename web-02 shop-02");
  await idle();
  expect(await house.says("olga", "job retry REQ-5")).toMatch(/^REQ-5/);
  await idle();
  expect(await house.says("olga", create("shop-01"))).toMatch(/^duplicate: the name shop-01 is taken/);
  await house.says("olga", create("shop-02"));
  await idle();
  expect(await house.says("olga", "job retry REQ-6")).toMatch(/^duplicate: the name shop-02 is taken/);
  expect(await house.says("olga", "vm list")).toMatch(/shop-01[\s\S]*shop-02[\s\S]*web-02/);
});

it("says of a bulk's end, to who asked, what failed and why before what did not, and tries that alone again", async () => {
  const faults = [
    { task: "define", vm: "m-2", times: 1, error: "no such image" },
    { task: "boot", vm: "m-4", times: 2, error: "the host's disk is full" },
  ];
  await setSettings(house.simulator, { latencyMs: 0, faults });
  await house.says("olga", create("m", " --count 4"));
  await idle();
  expect(noticesTo("olga").at(-1)).toMatch(
    /^REQ-1: Partly done, 2 of 4\. m-2 is failed \(no such image\)\. m-4 is failed \(the host's disk is full\)\. m-1 is running at \S+, 3\.10 EUR a day\. m-3 is running/,
  );
  expect(await house.says("dana", "infra show shop/web")).toContain("2 GB of 32 GB");
  const before = await bootsOf("m-1", "m-3");
  await house.presses("olga", "Retry", "REQ-1");
  await idle();
  expect(noticesTo("olga").at(-1)).toMatch(
    /^REQ-1: Partly done, 3 of 4\. m-4 is failed \(the host's disk is full\)\. m-1 is/,
  );
  expect(await house.says("dana", "infra show shop/web")).toContain("3 GB of 32 GB");
  await house.presses("olga", "Retry", "REQ-1");
  await idle();
  expect(noticesTo("olga").at(-1)).toMatch(/^REQ-1: m-1 is running.* m-2 is running.* m-3 is running.* m-4 is running/);
  expect(await bootsOf("m-1", "m-3")).toEqual(before);
  expect((await machinesOf(house.simulator)).map(({ name }) => name)).toEqual(["m-1", "m-2", "m-3", "m-4"]);
});

it("tries again what is still there when some of what failed was deleted, until nothing is", async () => {
  const faults = ["m-2", "m-3"].map((vm) => ({ task: "define", vm, times: 1, error: "no such image" }));
  await setSettings(house.simulator, { latencyMs: 0, faults });
  await house.says("olga", create("m", " --count 3"));
  await idle();
  await house.says("olga", "vm delete m-2 --confirm m-2");
  await idle();
  await house.presses("olga", "Retry", "REQ-1");
  await idle();
  expect(noticesTo("olga").at(-1)).toMatch(
    /^REQ-1: Partly done, 2 of 3\. m-2 is failed \(no such image\)\. m-1 is running/,
  );
  expect((await machinesOf(house.simulator)).map(({ name }) => name)).toEqual(["m-1", "m-3"]);
  expect(await house.says("dana", "infra show shop/web")).toContain("2 GB of 32 GB");
  expect(await house.presses("olga", "Retry", "REQ-1")).toMatch(/^wrong-state: m-2 is deleted/);
  expect(await house.says("olga", create("m-2"))).toMatch(/^REQ-3/);
});

function noticesTo(name: string): string[] {
  return house.posted.flatMap((one) => (one.kind === "notice" && one.to === name ? [one.text] : []));
}

async function bootsOf(...names: string[]): Promise<string[]> {
  const journal = await journalOf(house.simulator);
  return journal.filter(({ task, vm }) => task === "boot" && names.includes(vm)).map(({ vm, at }) => `${vm} ${at}`);
}

it("leaves a machine as it was when an action on it fails, and lets the next one through", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "pause", times: 1, error: "no memory" }] });
  await house.says("olga", "vm pause web-01");
  await idle();
  expect(await house.says("olga", "request show REQ-2")).toContain("web-01 is running (no memory)");
  await house.says("olga", "vm pause web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is paused");
});

it("cancels what hangs: the machine comes to nothing, and its name and room are free again", async () => {
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "boot", vm: "web-01", kind: "hang" }] });
  await house.says("olga", create("web-01"));
  await expect.poll(() => house.says("olga", "request show REQ-1"), { timeout: 15_000 }).toContain("Start it: running");
  expect(await house.says("ana", "job cancel REQ-1")).toMatch(/^forbidden/);
  await house.says("olga", "job cancel REQ-1");
  await idle();
  expect(await house.says("olga", "request show REQ-1")).toContain("Cancelled by olga");
  expect(await machinesOf(house.simulator)).toEqual([]);
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  expect(await house.says("olga", create("web-01"))).toMatch(/^REQ-2/);
});

it("asks a guest that does not obey, and then forces it; who only asks is told that it did not", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 0, patienceMs: 50, faults: [{ task: "ask", kind: "ignore" }] });
  await house.says("olga", "vm shutdown web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
  await house.says("olga", "vm stop web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is stopped");
});

it("says that a machine is busy, and with what, while an action is at work on it", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "pause", kind: "hang" }] });
  await house.says("olga", "vm pause web-01");
  expect(await house.says("ana", "vm restart web-01")).toBe("locked: web-01 is busy with REQ-2");
  await house.says("olga", "job cancel REQ-2");
  await idle();
  await house.says("ana", "vm restart web-01");
  await idle();
  expect(await house.says("ana", "request show REQ-3")).toContain("web-01 is running");
});

it("counts a right that was taken away a second ago", async () => {
  await house.says("ana", create("web-01"));
  await house.says("dana", "bu revoke ben bu-admin --bu retail");
  expect(await house.presses("ben", "Approve", "REQ-1")).toMatch(/^unknown-person|^not-found|^forbidden/);
  await house.says("dana", "bu grant gus bu-admin --bu retail");
  expect(await house.presses("gus", "Approve", "REQ-1")).toContain("approved");
});

it("keeps a stored machine's storage and frees its memory, and refuses a restore for which there is none", async () => {
  await house.says("olga", "vm create big --role shop/web/front --template medium --count 7");
  await house.says("olga", create("m", " --count 4"));
  await idle();
  expect(await house.says("olga", create("more"))).toMatch(/^over-quota: shop\/web has 0 MB of 32 GB memory left/);
  await house.says("olga", "vm store big-1");
  await idle();
  await house.says("olga", create("more", " --count 3"));
  await idle();
  expect(await house.says("olga", "vm restore big-1")).toMatch(/^over-quota/);
  await house.says("olga", "vm delete more-1 --confirm more-1");
  await idle();
  expect(await house.says("olga", "vm restore big-1")).toMatch(/^over-quota/);
  for (const name of ["more-2", "more-3"]) await house.says("olga", `vm delete ${name} --confirm ${name}`);
  await idle();
  await house.says("olga", "vm restore big-1");
  await idle();
  expect(await house.says("olga", "vm show big-1")).toContain("big-1 is running");
});

it("calls a machine failed whose delete went half way, and lets it be deleted again", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "delete-disk", times: 1, error: "busy disk" }] });
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is failed");
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  expect(await house.says("olga", "request show REQ-2")).toContain("web-01 is failed (busy disk)");
  expect(await house.says("olga", "request show REQ-3")).toContain("web-01 is deleted");
});

it("keeps the host's room for a failed create that could not be undone, until the machine is deleted", async () => {
  const faults = [
    { task: "boot", error: "disk full" },
    { task: "delete-disk", times: 1, error: "busy disk" },
  ];
  await setSettings(house.simulator, { latencyMs: 0, faults });
  await house.says("olga", create("web-01"));
  await idle();
  expect(await house.says("dana", "dc host list")).toContain("60 GB");
  await house.says("ana", "vm delete web-01 --confirm web-01");
  await house.says("dana", "dc maintenance on");
  expect(await house.presses("ben", "Approve", "REQ-2")).toContain("REQ-2 waits in line");
  await house.says("ana", "job cancel REQ-2");
  expect(await house.says("ana", "request show REQ-2")).toContain("State: cancelled");
  expect(await house.says("dana", "dc host list")).toContain("60 GB");
  await house.says("dana", "dc maintenance off");
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  expect(await house.says("dana", "dc host list")).not.toContain("60 GB");
});

it("says of an old request what it came to, not what came later", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  await house.says("olga", "vm stop web-01");
  await idle();
  await house.says("olga", "vm start web-01");
  await idle();
  expect(await house.says("olga", "request show REQ-2")).toContain("web-01 is stopped");
  expect(await house.says("olga", "request show REQ-3")).toContain("web-01 is running");
});

it("refuses for good what is larger than the engine, and does not approve what has no room any more", async () => {
  await house.says("dana", "dc throttle set --workflows 2");
  expect(await house.says("olga", create("m", " --count 3 --wait"))).toMatch(/^busy: the engine never carries as much/);
  await house.says("ben", "infra new big --memory 150GB --storage 1TB --reason test");
  await house.says("ben", "infra service big/all --environment test --memory 150GB --storage 1TB --template small");
  await house.says("ben", "infra role big/all/node --template small");
  const asked = await house.says("ben", "infra submit big");
  const id = /REQ-\d+/.exec(asked)?.[0] ?? "";
  for (const host of ["h1", "h2", "h3"]) await house.says("dana", `dc host drain ${host}`);
  expect(await house.presses("dana", "Approve", id)).toMatch(/^no-capacity/);
});

it("tells a late press the truth when nobody had to be asked", async () => {
  await house.says("olga", create("web-01"));
  await idle();
  expect(await house.presses("dana", "Approve", "REQ-1")).toMatch(/^too-late/);
  expect(await house.presses("eve", "Approve", "REQ-1")).toMatch(/^not-found/);
});
