/** The life of machines with real guests on real hosts: after each step virsh says what we say. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "../../src/adapters/console/posted.ts";
import { type Cloud, defineByHand, openCloud, runScript, sizeOn, untilUp, whyNone } from "../support/libvirt.ts";

/** Beside small, which has 192 MB: one that a running machine can be given, and one that it cannot. */
const SIZES: [string, string][] = [
  ["vcpu: 2, memory: 4GB, storage: 80GB", "vcpu: 2, memory: 160MB, storage: 2GB"],
  ["vcpu: 4, memory: 16GB, storage: 160GB", "vcpu: 1, memory: 256MB, storage: 2GB"],
  ["templates: [small, medium]", "templates: [small, medium, large]"],
];

const sized = (yaml: string) => SIZES.reduce((text, [from, to]) => text.replaceAll(from, to), yaml);

describe.skipIf(whyNone)(`two machines on two hosts${whyNone ? ` (${whyNone})` : ""}`, { timeout: 180_000 }, () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await openCloud({ hosts: ["h1", "h2"], vms: 1, memory: "192MB", guest: true, edit: sized });
  }, 120_000);

  afterAll(() => cloud?.close());

  const idle = async () => expect(await cloud.house.system.idle(150_000)).toBe(true);

  const olga = (text: string) => cloud.house.says("olga", text);

  /** Olga types it, and it is done; the request's id. */
  async function typed(command: string): Promise<string> {
    const answer = await olga(command);
    expect(answer).toMatch(/^REQ-/);
    await idle();
    return answer.split(" ")[0] ?? "";
  }

  /** Olga types it of a machine, and virsh and we say the same afterwards. */
  async function becomes(command: string, ours: string, theirs: string, vm = "web-1"): Promise<void> {
    await typed(command);
    expect(await olga(`vm show ${vm}`)).toMatch(new RegExp(`^State: ${ours}$`, "m"));
    expect(await cloud.seen()).toContainEqual(expect.stringMatching(new RegExp(`^${vm} on h\\d is ${theirs}$`)));
  }

  /** Virsh and we say of web-2 that it runs with this size; a balloon takes its time. */
  async function hasSize(vcpu: number, memoryMb: number, diskGb: number): Promise<void> {
    const host = await cloud.hostOf("web-2");
    expect(await olga("vm show web-2")).toContain(`(${vcpu} vCPU, ${memoryMb} MB memory, ${diskGb} GB storage)`);
    expect(await olga("vm show web-2")).toMatch(/^State: running$/m);
    await expect.poll(() => sizeOn(host, "web-2"), { timeout: 20_000 }).toEqual([vcpu, memoryMb, diskGb]);
    expect(await host.virsh("domstate", "web-2")).toContain("running");
  }

  /** Is it the same run of web-2 afterwards, or was it started anew? */
  async function goesOn(action: () => Promise<unknown>): Promise<boolean> {
    const { virsh } = await cloud.hostOf("web-2");
    const before = await virsh("domid", "web-2");
    await action();
    return (await virsh("domid", "web-2")) === before;
  }

  /** What our surveys say is other than our books. */
  async function drift(): Promise<string> {
    await cloud.house.says("dana", "dc host survey");
    await idle();
    return cloud.house.says("dana", "dc check");
  }

  /** What a script of the pack needs to know of a machine. */
  async function parametersOf(vm: string): Promise<Record<string, string>> {
    const host = await cloud.hostOf(vm);
    const xml = await host.virsh("dumpxml", vm);
    const [, id = ""] = /machine[^>]*\bid=["']([^"']+)/.exec(xml) ?? [];
    return { uri: host.address, host: host.name, vm, id, pool: "default", vcpu: "1", memory: "192", size: "1" };
  }

  it("boot from the template's image, each on its own", async () => {
    await cloud.house.says("olga", "vm create web --role shop/web/front --template small --count 2");
    await idle();
    const seen = await cloud.seen();
    expect(seen.map((line) => line.replace(/ on h\d/, ""))).toEqual(["web-1 is running", "web-2 is running"]);
    expect(new Set(seen.map((line) => line.split(" ")[2]))).toEqual(new Set(["h1", "h2"]));
    for (const vm of ["web-1", "web-2"]) await untilUp(await cloud.hostOf(vm), vm);
  });

  it("are paused, resumed, stored, restored and restarted by commands", async () => {
    await becomes("vm pause web-1", "paused", "paused");
    await becomes("vm resume web-1", "running", "running");
    await becomes("vm store web-1", "stored", "saved");
    await becomes("vm restore web-1", "running", "running");
    await becomes("vm restart web-1", "running", "running");
  });

  it("are resized while they run where that is possible, and otherwise with a restart", async () => {
    expect(await goesOn(() => typed("vm resize web-2 --template medium"))).toBe(true);
    await hasSize(2, 160, 2);
    const hot = await typed("vm snapshot web-2 --name hot");
    expect(await olga(`job show ${hot}`)).toContain("first: vm restart web-2");
    expect(await olga("vm show web-2")).not.toContain("hot");
    expect(await goesOn(() => typed("vm resize web-2 --template large"))).toBe(false);
    await hasSize(1, 256, 2);
    expect(await drift()).toContain("Nothing is wrong");
    expect(await runScript("resize", { ...(await parametersOf("web-2")), size: "1" })).toMatch(
      /larger than 1 GB, and disks only grow/,
    );
  });

  it("go back to a snapshot with the size that they have by now", async () => {
    const { virsh } = await cloud.hostOf("web-2");
    const snapshots = async () => (await virsh("snapshot-list", "web-2", "--name")).trim();
    await typed("vm snapshot web-2 --name before");
    expect([await snapshots(), await olga("vm show web-2")]).toEqual([
      "before",
      expect.stringContaining("Snapshots: before"),
    ]);
    const web = { ...(await parametersOf("web-2")), snapshot: "before" };
    expect(await runScript("snapshot", web)).toEqual({});
    expect(await goesOn(() => typed("vm resize web-2 --template medium"))).toBe(false);
    await hasSize(2, 160, 2);
    await typed("vm revert web-2 --snapshot before --confirm web-2");
    await hasSize(2, 160, 2);
    expect(await runScript("revert", { ...web, snapshot: "never" })).toMatch(
      /^going back to never with web-2 on host h\d: /,
    );
    await typed("vm unsnapshot web-2 --snapshot before");
    expect([await snapshots(), await olga("vm show web-2")]).toEqual(["", expect.not.stringContaining("Snapshots")]);
    expect(await drift()).toContain("Nothing is wrong");
  });

  it("are found off after the power went while they were put away, and start again", async () => {
    const host = await cloud.hostOf("web-2");
    await untilUp(host, "web-2");
    await olga("vm store web-2");
    const isBegun = () => existsSync(`${host.folder}/config/libvirt/qemu/save/web-2.save`);
    await expect.poll(isBegun, { timeout: 60_000, interval: 2 }).toBe(true);
    host.freeze();
    await host.cutPower();
    await idle();
    expect(await olga("vm show web-2")).toContain("State: running");
    await host.start();
    await drift();
    expect(await olga("vm show web-2")).toContain("State: stopped");
    const told = cloud.house.posted.filter(({ to }) => to === "#approvals").map(plainText);
    expect(told.filter((text) => text.includes("web-2 is stopped: it was running, and was changed on"))).toHaveLength(
      1,
    );
    await becomes("vm start web-2", "running", "running", "web-2");
  });

  it("run again when a resize is gone on with whose worker was killed while they were off for it", async () => {
    const web = await parametersOf("web-2");
    const host = await cloud.hostOf("web-2");
    const runs = async () => expect(await host.virsh("domstate", "web-2")).toContain("running");
    const killed = async () => {
      const marked = ["--key", "qm", "--set", `<machine id="${web.id}" resting="yes"/>`];
      await host.virsh("metadata", "web-2", "https://quartermaster.invalid/libvirt", "--config", ...marked);
      await host.virsh("destroy", "web-2");
    };
    await killed();
    const small = { ...web, memory: "176", size: "2" };
    expect(await runScript("resize", small)).toEqual({ how: "with a restart" });
    await runs();
    expect(await runScript("resize", { ...small, memory: "160" })).toEqual({ how: "while it ran" });
    await killed();
    expect(await runScript("resize", { ...small, size: "1" })).toMatch(/disks only grow/);
    await runs();
  });

  it("are told of as they stand after they went back, whatever was believed before", async () => {
    await becomes("vm snapshot web-1 --name on", "running", "running");
    await (await cloud.hostOf("web-1")).virsh("destroy", "web-1");
    await becomes("vm revert web-1 --snapshot on --confirm web-1", "stopped", "shut off");
    await becomes("vm start web-1", "running", "running");
  });

  it("show their screens as pictures", async () => {
    const { picture } = (await runScript("screenshot", await parametersOf("web-1"))) as { picture: string };
    expect(Buffer.from(picture, "base64").subarray(1, 4).toString()).toBe("PNG");
  });

  it("obey the power button, and are renamed while they are off", async () => {
    const host = await cloud.hostOf("web-1");
    await untilUp(host, "web-1");
    await becomes("vm shutdown web-1", "stopped", "shut off");
    expect(await host.virsh("domstate", "web-1", "--reason")).toContain("shut off (shutdown)");
    const web = await parametersOf("web-1");
    for (const newName of ["web-9", "web-9", "web-1"])
      expect(await runScript("rename", { ...web, newName })).toEqual({});
  });

  it("keep their snapshots when they are renamed", async () => {
    await typed("vm snapshot web-1 --name off");
    await becomes("vm rename web-1 web-9", "stopped", "shut off", "web-9");
    const { virsh } = await cloud.hostOf("web-9");
    expect((await virsh("snapshot-list", "web-9", "--name")).trim().split("\n").sort()).toEqual(["off", "on"]);
    await becomes("vm revert web-9 --snapshot off --confirm web-9", "stopped", "shut off", "web-9");
    await becomes("vm rename web-9 web-1", "stopped", "shut off");
  });

  it("are put away while they are off, too", async () => {
    await becomes("vm store web-1", "stored", "shut off");
    expect(await drift()).not.toContain("web-1");
    await becomes("vm restore web-1", "running", "running");
  });

  it("are forced when they do not obey, which a machine that has not booted yet never does", async () => {
    const web = { ...(await parametersOf("web-1")), patience: "0" };
    expect(await runScript("ask", web)).toEqual({ obeyed: false });
    expect(await runScript("ask", { ...web, insist: "true" })).toBe("web-1 did not shut down within 0 s");
    expect(await runScript("force", web)).toEqual({ state: "stopped" });
    expect(await runScript("boot", web)).toEqual({ state: "running", address: null });
    expect(await runScript("revert", { ...web, snapshot: "off" })).toEqual({ state: "running" });
    expect(await runScript("force", web)).toEqual({ state: "stopped" });
    expect(await runScript("boot", web)).toEqual({ state: "running", address: null });
  });

  it("are deleted, and nothing of them is left", async () => {
    for (const vm of ["web-1", "web-2"]) await cloud.house.says("olga", `vm delete ${vm} --confirm ${vm}`);
    await idle();
    expect([await cloud.seen(), await cloud.disks()]).toEqual([[], []]);
    expect(await cloud.house.says("dana", "dc host list")).toMatch(/h1 .* 0 of 1, 1 left .*\nh2 .* 0 of 1, 1 left /m);
  });

  it("may have been made by others: listed, imported, stopped and deleted like any other", async () => {
    const [host] = cloud.hosts;
    if (!host) throw new Error("a host was started");
    await defineByHand(host, "legacy");
    await untilUp(host, "legacy");
    await drift();
    expect(await cloud.house.says("dana", "dc unmanaged list")).toMatch(/legacy.*h1.*running.*1 vCPU, 192 MB memory/);
    await cloud.house.says("dana", "dc unmanaged import legacy --role shop/web/front");
    await idle();
    expect(await olga("vm show legacy")).toMatch(/State: running[\s\S]*Template: small \(1 vCPU, 192 MB memory/);
    expect(await drift()).toContain("Nothing is wrong");
    await becomes("vm stop legacy", "stopped", "shut off", "legacy");
    expect(await host.virsh("domstate", "legacy", "--reason")).toContain("shut off (shutdown)");
    await typed("vm delete legacy --confirm legacy");
    expect([await cloud.seen(), await cloud.disks()]).toEqual([[], []]);
    expect(await drift()).toContain("Nothing is wrong");
    expect(await cloud.house.says("dana", "dc unmanaged list")).toContain("no machines that are not ours");
  });
});
