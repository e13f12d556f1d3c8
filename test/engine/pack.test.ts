/** Packs are read with everything checked that can be checked before an action is ever run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PublishedAction } from "../../src/app/engine.ts";
import { readPlan } from "../../src/engine/action.ts";
import { actions as published } from "../../src/engine/actions.ts";
import { actionsOf } from "../../src/engine/authoring/packs.ts";
import { readPack } from "../../src/engine/pack.ts";

const TYPES = [
  { type: "node", available: true, why: null },
  { type: "command", available: true, why: null },
  { type: "powershell", available: false, why: "no pwsh on the PATH" },
];
const SIMULATOR = join(import.meta.dirname, "../../src/packs/simulator");

const CREATE = `action: create
description: Make a machine
weight: heavy
tasks:
  - name: define
    title: Define it
    type: command
    script: run.sh
    idempotent: true
    parameters:
      vm: { from: vm.name }
      size: 10
  - name: boot
    title: Boot it
    type: command
    script: run.sh
    parameters:
      uuid: { output: define.uuid }
undo:
  - name: undefine
    title: Undefine it
    type: command
    script: run.sh
    idempotent: true
returns:
  address: { output: boot.address }
`;

describe("a pack", () => {
  it("is read with its actions, whose literals are strings", async () => {
    const actions = await read(packOf({ "create.yaml": CREATE }));
    expect(actions.map(({ name, pack }) => [name, pack])).toEqual([["create", "trial"]]);
    const plan = readPlan(actions[0]?.pinned?.plan);
    expect(plan.tasks[0]?.parameters).toEqual({ vm: { from: "vm.name" }, size: "10" });
    expect(plan.tasks[1]).toMatchObject({ timeoutSeconds: null, idempotent: false });
  });

  it("of the simulator is in order", async () => {
    const actions = await read(SIMULATOR);
    expect(actions.map(({ name }) => name)).toContain("provision-infrastructure");
    const create = actions.find(({ name }) => name === "create");
    expect(readPlan(create?.pinned?.plan).undo.length).toBeGreaterThan(0);
  });

  it.each([
    [
      "a script type that nobody runs",
      "type: command",
      "type: vbscript",
      "line 7, column 11: tasks.0.type: no worker here runs vbscript; there is node, command",
    ],
    [
      "a script type that cannot be run here",
      "type: command",
      "type: powershell",
      "line 7, column 11: tasks.0.type: no worker here runs powershell: no pwsh on the PATH",
    ],
    [
      "a script that is not there",
      "script: run.sh",
      "script: gone.sh",
      "line 8, column 13: tasks.0.script: there is no file gone.sh",
    ],
    ["a script outside the pack", "script: run.sh", "script: ../run.sh", "there is no file ../run.sh"],
    [
      "a reference that leads nowhere",
      "vm.name",
      "vm.nam",
      "line 11, column 11: tasks.0.parameters.vm: the data item has no vm.nam",
    ],
    [
      "a connection through a script that is not there",
      "    parameters:\n      vm:",
      "    connection: { type: node, script: gone.mjs, to: { from: host.name } }\n    parameters:\n      vm:",
      "tasks.0.connection.script: there is no file gone.mjs",
    ],
    [
      "a connection to what leads nowhere",
      "    parameters:\n      vm:",
      "    connection: { type: node, script: gone.mjs, to: { from: host.nam } }\n    parameters:\n      vm:",
      "tasks.0.connection.to: the data item has no host.nam",
    ],
    ["an output of a later task", "{ from: vm.name }", "{ output: boot.x }", "boot is no earlier task"],
    [
      "an output of an unknown task",
      "output: boot.address",
      "output: bot.address",
      "returns.address: bot is no earlier task",
    ],
    [
      "two tasks of one name",
      "name: boot",
      "name: define",
      "line 13, column 11: tasks.1.name: there is another task define",
    ],
    [
      "undoing that may not be repeated",
      "    idempotent: true\nreturns",
      "returns",
      "undo.0: what undoes must be idempotent",
    ],
    ["a key that it does not know", "    title: Boot it", "    titel: Boot it", "create.yaml, line 13, column 5"],
    ["a weight that is none", "weight: heavy", "weight: huge", "line 3, column 9: weight"],
    ["broken YAML", "tasks:", "tasks: [", "trial/create.yaml, line"],
  ])("is refused for %s, with the place", async (_fault, from, to, sentence) => {
    const folder = packOf({ "create.yaml": CREATE.replace(from, to) });
    await expect(read(folder)).rejects.toThrow(sentence);
  });

  it("is refused for two files with the same action", async () => {
    const folder = packOf({ "create.yaml": CREATE, "create-again.yaml": CREATE });
    await expect(read(folder)).rejects.toThrow("two actions create");
  });
});

describe("an action", () => {
  const inForce = (name: string, more: Partial<PublishedAction> = {}): PublishedAction => {
    return { name, isEnabled: true, version: 1, pack: name, weight: "light", plan: {}, ...more };
  };

  it("of the template comes before the default one", () => {
    const all = [inForce("create"), inForce("create@large")];
    const found = (template: string | null) => published.plan("create", template, all).pack;
    expect([found("large"), found("small"), found(null)]).toEqual(["create@large", "create", "create"]);
  });

  it("that is disabled is as if it were not there", () => {
    const own = inForce("create@large", { isEnabled: false });
    expect(published.plan("create", "large", [own, inForce("create")]).pack).toBe("create");
    expect(() => published.plan("create", "large", [own])).toThrow("create@large is disabled");
  });

  it("that nobody published is refused", () => {
    expect(() => published.plan("create", null, [])).toThrow("there is no published action create");
  });

  it("has a plan that is pure JSON", async () => {
    const [action] = await read(SIMULATOR);
    expect(JSON.parse(JSON.stringify(action?.pinned?.plan))).toEqual(action?.pinned?.plan);
  });
});

/** The actions of a pack, each of which has to run here. */
async function read(folder: string) {
  const actions = actionsOf(await readPack(folder), TYPES);
  for (const { why } of actions) if (why) throw new Error(why);
  return actions;
}

function packOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all = { "pack.yaml": "name: trial\ndescription: For tests\n", "run.sh": "echo {}\n", ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return folder;
}
