/** The life of machines with real guests on real hosts: after each step virsh says what we say. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, openCloud, runScript, untilUp, whyNone } from "../support/libvirt.ts";

describe.skipIf(whyNone)(`two machines on two hosts${whyNone ? ` (${whyNone})` : ""}`, { timeout: 180_000 }, () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await openCloud({ hosts: ["h1", "h2"], vms: 1, memory: "192MB", guest: true });
  }, 120_000);

  afterAll(() => cloud?.close());

  const idle = async () => expect(await cloud.house.system.idle(150_000)).toBe(true);

  /** Olga types it of web-1, and virsh and we say the same afterwards. */
  async function becomes(command: string, ours: string, theirs: string): Promise<void> {
    expect(await cloud.house.says("olga", command)).toMatch(/^REQ-/);
    await idle();
    expect(await cloud.house.says("olga", "vm show web-1")).toMatch(new RegExp(`^State: ${ours}$`, "m"));
    expect(await cloud.seen()).toContainEqual(expect.stringMatching(new RegExp(`^web-1 on h\\d is ${theirs}$`)));
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

  it("go back to a snapshot with the size that they have by now, which changes live or with a restart", async () => {
    const web = await parametersOf("web-2");
    const host = await cloud.hostOf("web-2");
    const size = async () => {
      const { machines } = (await runScript("survey", web)) as { machines: Record<string, unknown>[] };
      return machines.map(({ id, name, state, vcpu, memoryMb, diskGb }) => [id, name, state, vcpu, memoryMb, diskGb]);
    };
    expect(await runScript("snapshot", { ...web, snapshot: "before" })).toEqual({});
    expect(await runScript("snapshot", { ...web, snapshot: "before" })).toEqual({});
    expect(await runScript("resize", { ...web, memory: "160" })).toEqual({ how: "while it ran" });
    expect(await size()).toEqual([[web.id, "web-2", "running", 1, 160, 1]]);
    expect(await runScript("resize", { ...web, vcpu: "2", memory: "160", size: "2" })).toEqual({
      how: "with a restart",
    });
    expect(await size()).toEqual([[web.id, "web-2", "running", 2, 160, 2]]);
    const now = { ...web, vcpu: "2", memory: "160", size: "2" };
    expect(await runScript("revert", { ...now, snapshot: "before" })).toEqual({ state: "running" });
    expect(await size()).toEqual([[web.id, "web-2", "running", 2, 160, 2]]);
    expect(await runScript("resize", { ...now, size: "1" })).toMatch(/larger than 1 GB, and disks only grow/);
    expect(await runScript("revert", { ...now, snapshot: "never" })).toMatch(
      /^going back to never with web-2 on host h\d: /,
    );
    expect(await host.virsh("domstate", "web-2")).toContain("running");
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
    await becomes("vm stop web-1", "stopped", "shut off");
    expect(await host.virsh("domstate", "web-1", "--reason")).toContain("shut off (shutdown)");
    const web = await parametersOf("web-1");
    for (const newName of ["web-9", "web-9", "web-1"])
      expect(await runScript("rename", { ...web, newName })).toEqual({});
    await becomes("vm store web-1", "stored", "shut off");
    await becomes("vm restore web-1", "running", "running");
  });

  it("are forced when they do not obey, which a machine that has not booted yet never does", async () => {
    const web = { ...(await parametersOf("web-1")), patience: "0" };
    expect(await runScript("ask", web)).toEqual({ obeyed: false });
    expect(await runScript("ask", { ...web, insist: "true" })).toBe("web-1 did not shut down within 0 s");
    expect(await runScript("force", web)).toEqual({ state: "stopped" });
    expect(await runScript("snapshot", { ...web, snapshot: "off" })).toEqual({});
    expect(await runScript("boot", web)).toEqual({ state: "running", address: null });
    expect(await runScript("revert", { ...web, snapshot: "off" })).toEqual({ state: "running" });
    expect(await runScript("force", web)).toEqual({ state: "stopped" });
    expect(await runScript("boot", web)).toEqual({ state: "running", address: null });
  });

  it("are deleted, and nothing of them is left", async () => {
    for (const vm of ["web-1", "web-2"]) await cloud.house.says("olga", `vm delete ${vm} --confirm ${vm}`);
    await idle();
    expect([await cloud.seen(), await cloud.disks()]).toEqual([[], []]);
    expect(await cloud.house.says("dana", "dc host list")).toMatch(/h1 .* 0 of 1, 1 left\nh2 .* 0 of 1, 1 left$/m);
  });
});
