/** The simulator's scripts do what hypervisors do: a whole life, repeats, refusals, faults, many at once. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startScripts } from "../../src/adapters/scripts/start.ts";
import type { ScriptResult } from "../../src/engine/script.ts";
import { addressesOf, journalOf, machinesOf, setSettings } from "../support/simulator.ts";

const PACK = fileURLToPath(new URL("../../src/packs/simulator/", import.meta.url));
const never = new AbortController().signal;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a machine", () => {
  it("lives through every action, and leaves nothing when it is deleted", { timeout: 20_000 }, async () => {
    const created = await act("create", "web-01");
    expect(await machinesOf(directory())).toEqual([
      {
        host: "h1",
        uuid: "vm-web-01",
        name: "web-01",
        state: "running",
        memoryMb: 1024,
        vcpu: 1,
        diskGb: 60,
        address: created.address,
      },
    ]);
    expect(created.address).toMatch(/^10\.\d+\.\d+\.\d+$/);
    for (const [action, state] of LIFE) {
      await act(action, "web-01");
      expect([action, await stateOf("web-01")]).toEqual([action, state]);
    }
    await act("delete", "web-01");
    expect([await machinesOf(directory()), await addressesOf(directory())]).toEqual([[], []]);
    expect(await did("delete-disk")).toEqual(["deleted"]);
  });

  it("is made once, however often it is asked for, and deleted once", { timeout: 20_000 }, async () => {
    const first = await act("create", "web-01");
    expect(await act("create", "web-01")).toEqual(first);
    await act("restart", "web-01");
    await act("restart", "web-01");
    await act("delete", "web-01");
    await act("delete", "web-01");
    const lines = (await journalOf(directory())).filter((line) => line.did !== "nothing");
    expect(lines.map((line) => line.did)).toEqual(
      ["copied", "defined", "connected", "started", "rebooted"].concat([
        "powered off",
        "disconnected",
        "undefined",
        "deleted",
      ]),
    );
  });

  it("is kept, brought back, resized and renamed, once however often it is asked for", {
    timeout: 20_000,
  }, async () => {
    await act("create", "web-01");
    const told = {
      ...item("web-01"),
      "snapshot.name": "before",
      "to.vcpu": "2",
      "to.memoryMb": "4096",
      "to.diskGb": "80",
    };
    for (const action of ["snapshot", "revert", "unsnapshot", "resize"]) {
      await act(action, "web-01", told);
      if (action !== "revert") await act(action, "web-01", told);
    }
    await expect(act("revert", "web-01", told)).rejects.toThrow("web-01 has no snapshot before");
    await expect(act("resize", "web-01", { ...told, "to.diskGb": "60" })).rejects.toThrow("only grows");
    await expect(act("rename", "web-01", { ...told, "to.name": "web-02" })).rejects.toThrow("stop it first");
    await act("stop", "web-01");
    await act("create", "web-03");
    await expect(act("rename", "web-01", { ...told, "to.name": "web-03" })).rejects.toThrow("is named web-03");
    await act("rename", "web-01", { ...told, "to.name": "web-02" });
    await act("rename", "web-01", { ...told, "to.name": "web-02" });
    expect(await machinesOf(directory())).toMatchObject([
      { name: "web-02", state: "stopped", vcpu: 2, memoryMb: 4096, diskGb: 80 },
      { name: "web-03" },
    ]);
    for (const [task, first] of [
      ["snapshot", "kept"],
      ["unsnapshot", "removed"],
      ["resize", "resized"],
    ] as const)
      expect([task, await did(task)]).toEqual([task, [first, "nothing"]]);
    expect(await did("rename")).toEqual(["renamed", "nothing"]);
  });

  it("is started once by many at a time", { timeout: 20_000 }, async () => {
    await act("create", "web-01");
    await act("stop", "web-01");
    await Promise.all(Array.from({ length: 8 }, () => act("start", "web-01")));
    expect((await did("boot")).filter((what) => what === "started")).toHaveLength(2);
  });

  it.each([
    ["pause", "stop", "web-01 is stopped; only a running machine can be paused"],
    ["start", "pause", "web-01 is paused; only a stopped machine can be started"],
    ["restart", "stop", "web-01 is stopped; only a running machine can be rebooted"],
    ["stop", "store", "web-01 is stored; only a running or paused machine can be stopped"],
    ["resume", "delete", "web-01 is not defined on host h1"],
  ])("refuses to %s after %s", async (action, before, why) => {
    await act("create", "web-01");
    await act(before, "web-01");
    await expect(act(action, "web-01")).rejects.toThrow(why);
  });

  it("cannot have another's name on the same host", async () => {
    await act("create", "web-01");
    const twin = { ...item("web-01"), "vm.id": "vm-twin" };
    await expect(act("create", "web-01", twin)).rejects.toThrow("another machine on host h1 is named web-01");
    await act("delete", "web-01", twin);
    await act("create", "web-01", { ...twin, "host.name": "h2" });
    expect((await machinesOf(directory())).map((machine) => machine.host).sort()).toEqual(["h1", "h2"]);
  });

  it("cannot lead out of the folder by its name", async () => {
    await expect(act("create", "../web-01")).rejects.toThrow('"../web-01" is no name for a vm');
  });

  it("gets an address of its own among thirty made at once", { timeout: 30_000 }, async () => {
    const names = Array.from({ length: 30 }, (_, index) => `web-${index}`);
    await Promise.all(names.map((name) => act("create", name)));
    const machines = await machinesOf(directory());
    expect(machines.map((machine) => machine.state)).toEqual(names.map(() => "running"));
    expect(new Set(machines.map((machine) => machine.address)).size).toBe(30);
    expect(await addressesOf(directory())).toEqual(machines.map((machine) => machine.address).sort());
    for (const what of ["copy-disk", "define", "connect", "boot"]) expect(await did(what)).not.toContain("nothing");
  });
});

describe("a fault", () => {
  it("strikes its task and machine as often as it says, and saving the settings begins anew", {
    timeout: 20_000,
  }, async () => {
    const fault = { task: "boot", vm: "web-99", times: 1, error: "the host's disk is full" };
    await setSettings(directory(), { faults: [fault] });
    await act("create", "web-01");
    await expect(act("create", "web-99")).rejects.toThrow(/^boot: the host's disk is full\n$/);
    expect(await stateOf("web-99")).toBe("stopped");
    await act("create", "web-99");
    await act("stop", "web-99");
    await setSettings(directory(), { faults: [fault] });
    await expect(act("start", "web-99")).rejects.toThrow("the host's disk is full");
  });

  it("with one turn strikes one of many", { timeout: 20_000 }, async () => {
    await setSettings(directory(), { faults: [{ task: "copy-disk", times: 1 }] });
    const all = await Promise.allSettled(Array.from({ length: 6 }, (_, index) => act("create", `web-${index}`)));
    expect(all.filter((one) => one.status === "rejected")).toHaveLength(1);
  });

  it("after the work fails the task, and the repeat does nothing twice", async () => {
    await setSettings(directory(), { faults: [{ task: "define", times: 1, when: "after", kind: "exit" }] });
    await expect(act("create", "web-01")).rejects.toThrow(/^define: $/);
    await act("create", "web-01");
    expect([await did("copy-disk"), await did("define")]).toEqual([
      ["copied", "nothing"],
      ["defined", "nothing"],
    ]);
  });

  it("that hangs is ended by the time-out", async () => {
    await setSettings(directory(), { faults: [{ task: "copy-disk", kind: "hang" }] });
    const [task] = action("create").tasks;
    if (task === undefined) throw new Error("create has no task");
    expect(await run({ ...task, timeoutSeconds: 0.5 }, item("web-01"))).toMatchObject({ kind: "timed-out" });
    expect(await machinesOf(directory())).toEqual([]);
  });

  it("makes a guest stubborn: stop forces it, shutdown fails", async () => {
    await act("create", "web-01");
    await setSettings(directory(), { patienceMs: 20, faults: [{ task: "ask", kind: "ignore" }] });
    await expect(act("shutdown", "web-01")).rejects.toThrow("web-01 did not shut down within 0.02 s");
    expect(await stateOf("web-01")).toBe("running");
    await act("stop", "web-01");
    expect([await stateOf("web-01"), await did("force")]).toEqual(["stopped", ["forced off"]]);
  });
});

it("every task takes as long as the settings say", async () => {
  await act("create", "web-01");
  await setSettings(directory(), { latencyMs: 200 });
  const begun = performance.now();
  await act("pause", "web-01");
  expect(performance.now() - begun).toBeGreaterThan(200);
});

it("an infrastructure is provisioned once", async () => {
  await act("provision-infrastructure", "none");
  await act("provision-infrastructure", "none");
  const [storage, network] = [await did("prepare-storage"), await did("prepare-network")];
  expect([storage, network]).toEqual([
    ["prepared", "nothing"],
    ["prepared", "nothing"],
  ]);
  const file = join(directory(), "infrastructures", "inf-1.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    id: "inf-1",
    name: "shop",
    hostGroup: "general",
    storagePool: "pool-1",
    network: "prod-net",
  });
});

it("an infrastructure's leftovers are taken away once, and it can be provisioned again", async () => {
  const file = join(directory(), "infrastructures", "inf-1.json");
  await act("provision-infrastructure", "none");
  await act("deprovision-infrastructure", "none");
  expect(existsSync(file)).toBe(false);
  await act("deprovision-infrastructure", "none");
  expect([await did("remove-network"), await did("remove-storage")]).toEqual([
    ["removed", "nothing"],
    ["removed", "nothing"],
  ]);
  await act("provision-infrastructure", "none");
  expect(existsSync(file)).toBe(true);
});

/** From running, as create leaves it. */
const LIFE = [
  ["pause", "paused"],
  ["resume", "running"],
  ["restart", "running"],
  ["store", "stored"],
  ["restore", "running"],
  ["shutdown", "stopped"],
  ["start", "running"],
  ["stop", "stopped"],
] as const;

const directory = () => join(folder, "hosts-of-dc1");

function item(vm: string): Record<string, string> {
  return {
    "simulator.directory": directory(),
    "job.id": "job-1",
    "host.name": "h1",
    "vm.id": `vm-${vm.replaceAll("/", "")}`,
    "vm.name": vm,
    "vm.vcpu": "1",
    "vm.memoryMb": "1024",
    "vm.diskGb": "60",
    "vm.template": "small",
    network: "prod-net",
    "infrastructure.id": "inf-1",
    "infrastructure.name": "shop",
    "infrastructure.hostGroup": "general",
    "infrastructure.storagePool": "pool-1",
  };
}

interface Task {
  name: string;
  type: string;
  script: string;
  timeoutSeconds: number;
  parameters: Record<string, { from: string } | string | number | boolean>;
}

function action(name: string): { tasks: Task[]; returns: Record<string, { output: string }> } {
  return parse(readFileSync(join(PACK, `${name}.yaml`), "utf8"));
}

/** Runs an action's tasks in order, as the engine would; answers what the action returns, throws at the first failure. */
async function act(name: string, vm: string, values = item(vm)): Promise<Record<string, unknown>> {
  const { tasks, returns } = action(name);
  const outputs: Record<string, unknown> = {};
  for (const task of tasks) {
    const result = await run(task, values);
    if (result.kind !== "returned") throw new Error(`${task.name}: ${result.kind}`);
    if (result.code !== 0) throw new Error(`${task.name}: ${result.stderr}`);
    for (const [key, value] of Object.entries(result.outputs)) outputs[`${task.name}.${key}`] = value;
  }
  return Object.fromEntries(Object.entries(returns).map(([key, { output }]) => [key, outputs[output]]));
}

let activities = 0;

async function run(task: Task, values: Record<string, string>): Promise<ScriptResult> {
  activities += 1;
  const scripts = startScripts({ workRoot: join(folder, "work") });
  const parameters = Object.fromEntries(
    Object.entries(task.parameters).map(([key, value]) => [
      key,
      typeof value === "object" ? values[value.from] : value,
    ]),
  );
  const { type, timeoutSeconds } = task;
  return scripts.run(
    {
      ...{ activity: `act-${activities}`, type, file: join(PACK, task.script), parameters, timeoutSeconds },
      ...{ secure: {}, connection: null },
    },
    never,
  );
}

async function stateOf(vm: string): Promise<string | undefined> {
  return (await machinesOf(directory())).find((machine) => machine.name === vm)?.state;
}

async function did(task: string): Promise<string[]> {
  return (await journalOf(directory())).filter((line) => line.task === task).map((line) => line.did);
}
