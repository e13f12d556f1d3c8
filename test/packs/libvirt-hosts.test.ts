/** Hosts of libvirt that are lost in the middle of something, and such as are full: it is told in a sentence, found by the next survey, and nothing is left behind. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "../../src/adapters/console/posted.ts";
import { type Cloud, killMachine, openCloud, runScript, whyNone } from "../support/libvirt.ts";

const WHY = whyNone ? ` (${whyNone})` : "";

let cloud: Cloud;

const idle = async (ms = 60_000) => expect(await cloud.house.system.idle(ms)).toBe(true);

const olga = (text: string) => cloud.house.says("olga", text);

const dana = (text: string) => cloud.house.says("dana", text);

/** Hosts are asked what is on them. */
async function survey(): Promise<void> {
  await dana("dc host survey");
  await idle();
}

/** How often this was posted in a channel. */
function saidIn(channel: string, text: string): number {
  return cloud.house.posted.filter((one) => one.to === channel && plainText(one).includes(text)).length;
}

const TURNED_OFF = "web-01 is stopped: it was running, and was changed on h1 without us";

describe.skipIf(whyNone)(`a host that is lost in the middle of an action${WHY}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    cloud = await openCloud({ hosts: ["h1"], vms: 2, memory: "64MB", guest: false });
    await olga("vm create web-01 --role shop/web/front --template small");
    await idle();
  }, 120_000);

  afterAll(() => cloud?.close());

  /** The host hears the action and answers no more; then it dies of this. */
  async function dies(command: string, step: string, death: () => Promise<void>): Promise<string> {
    (await cloud.hostOf("web-01")).freeze();
    const id = (await olga(command)).split(" ")[0] ?? "";
    await expect.poll(() => olga(`job show ${id}`), { timeout: 60_000 }).toContain(`${step}: running`);
    await death();
    await idle();
    expect(await olga(`job show ${id}`)).toMatch(/^web-01: looking for web-01 on host h1: \S.+$/m);
    return id;
  }

  it("is told of in a sentence, and the action works when the host is back with its machines", async () => {
    const host = await cloud.hostOf("web-01");
    const id = await dies("vm pause web-01", "Halt it", host.killDaemon);
    await host.start();
    expect(await cloud.seen()).toEqual(["web-01 on h1 is running"]);
    expect(await olga("vm show web-01")).toContain("State: running");
    await olga(`job retry ${id}`);
    await idle();
    expect(await cloud.seen()).toEqual(["web-01 on h1 is paused"]);
    expect(await olga("vm show web-01")).toContain("State: paused");
    await olga("vm resume web-01");
    await idle();
  });

  it("is silent while its daemon is away; its machines stay as they are, and are what they were when it is back", async () => {
    const host = await cloud.hostOf("web-01");
    await olga("vm store web-01");
    await idle();
    await host.killDaemon();
    await survey();
    expect(await dana("dc host list")).toMatch(/^h1 .* silent since Mon 4 Jan 2027, 00:00$/m);
    expect(await olga("vm show web-01")).toContain("State: stored");
    await host.start();
    await survey();
    expect(await dana("dc host list")).toMatch(/^h1 .* answered Mon 4 Jan 2027, 00:00$/m);
    expect(await dana("dc check")).toContain("Nothing is wrong");
    await olga("vm restore web-01");
    await idle();
    expect(await cloud.seen()).toEqual(["web-01 on h1 is running"]);
  });

  it("may have killed a machine, which is found, told of once and started again", async () => {
    await killMachine(await cloud.hostOf("web-01"), "web-01");
    const before = [saidIn("#approvals", TURNED_OFF), saidIn("olga", TURNED_OFF)];
    await survey();
    await survey();
    expect(await olga("vm show web-01")).toContain("State: stopped");
    expect([saidIn("#approvals", TURNED_OFF), saidIn("olga", TURNED_OFF)]).toEqual(before.map((often) => often + 1));
    await olga("vm start web-01");
    await idle();
    expect(await cloud.seen()).toEqual(["web-01 on h1 is running"]);
    expect(await olga("vm show web-01")).toContain("State: running");
  });

  it("is asked in vain for a name that somebody else's machine has, and that machine is left alone", async () => {
    const host = await cloud.hostOf("web-01");
    const xml = (await host.virsh("dumpxml", "web-01", "--inactive")).replaceAll("web-01", "taken");
    const folder = await mkdtemp(path.join(tmpdir(), "taken-"));
    await writeFile(path.join(folder, "taken.xml"), xml.replace(/<uuid>.*<\/uuid>|<metadata>[\s\S]*<\/metadata>/g, ""));
    await host.virsh("define", path.join(folder, "taken.xml"));
    await rm(folder, { recursive: true });
    const id = (await olga("vm create taken --role shop/web/front --template small")).split(" ")[0] ?? "";
    await idle();
    expect(await olga(`job show ${id}`)).toMatch(/defining taken on host h1: .*already exists/);
    expect(await cloud.seen()).toContain("taken on h1 is shut off");
    expect(await cloud.disks()).toHaveLength(1);
  });

  it("is asked in vain to give a machine such a name, and the machine keeps its own", async () => {
    const host = await cloud.hostOf("web-01");
    await host.virsh("destroy", "web-01");
    await host.virsh("domrename", "taken", "theirs");
    await survey();
    const id = (await olga("vm rename web-01 theirs")).split(" ")[0] ?? "";
    await idle();
    expect(await olga(`job show ${id}`)).toMatch(/renaming web-01 on host h1: .*theirs/);
    expect(await cloud.seen()).toEqual(["theirs on h1 is shut off", "web-01 on h1 is shut off"]);
    expect(await olga("vm show web-01")).toContain("State: stopped");
    await host.virsh("domrename", "theirs", "taken");
  });

  it("has a machine of somebody else's, which can be made ours, once", async () => {
    const { name, address, virsh } = await cloud.hostOf("taken");
    const taken = { uri: address, host: name, vm: "taken", id: "vm_adopted" };
    const ids = async () => {
      const { machines } = (await runScript("survey", taken)) as { machines: { name: string; id: string | null }[] };
      return machines.filter((one) => one.name === "taken").map(({ id }) => id);
    };
    expect(await ids()).toEqual([null]);
    expect(await runScript("adopt", taken)).toEqual({});
    expect(await runScript("adopt", taken)).toEqual({});
    expect(await ids()).toEqual(["vm_adopted"]);
    expect(await runScript("adopt", { ...taken, id: "vm_other" })).toMatch(/belongs to somebody else, as vm_adopted$/);
    expect(await runScript("boot", { ...taken, id: "vm_other" })).toBe("taken is not defined on host h1");
    expect(await runScript("undefine", taken)).toEqual({});
    expect(await virsh("list", "--all", "--name")).not.toContain("taken");
  });
});

describe.skipIf(whyNone)(`fifty creates at once, and as many deletes${WHY}`, { timeout: 400_000 }, () => {
  beforeAll(async () => {
    cloud = await openCloud({
      ...{ hosts: ["h1", "h2", "h3", "h4"], vms: 10, memory: "32MB", guest: false },
      edit: (yaml) => yaml.replace("max: 20", "max: 60").replace("heavy: 2", "heavy: 8"),
    });
  }, 120_000);

  afterAll(() => cloud?.close());

  const names = Array.from({ length: 50 }, (_, at) => `m-${at + 1}`);

  it("never put more on a host than it carries; what has no room fails alone", async () => {
    const said = await Promise.all(
      names.map((name) => olga(`vm create ${name} --role shop/web/front --template small`)),
    );
    expect(said.filter((one) => !one.startsWith("REQ-"))).toEqual([]);
    await idle(350_000);
    const seen = await cloud.seen();
    const onEach = Map.groupBy(seen, (line) => line.split(" ")[2]);
    expect([...onEach].map(([host, machines]) => [host, machines.length]).sort()).toEqual(
      cloud.hosts.map(({ name }) => [name, 10]),
    );
    expect(seen.filter((line) => !line.endsWith("is running"))).toEqual([]);
    expect((await cloud.disks()).length).toBe(40);
    const told = cloud.house.posted.filter(({ kind }) => kind === "notice").map(plainText);
    expect(new Set(told.filter((text) => /no host of group general has room/.test(text))).size).toBe(10);
  });

  it("leave no domain, no volume and no claim behind", async () => {
    await Promise.all(names.map((name) => olga(`vm delete ${name} --confirm ${name}`)));
    await idle(350_000);
    expect([await cloud.seen(), await cloud.disks()]).toEqual([[], []]);
    const hosts = (await dana("dc host list")).split("\n").slice(2);
    expect(hosts.filter((line) => !line.includes(" 0 of 10, 10 left "))).toEqual([]);
  });
});
