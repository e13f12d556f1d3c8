/** Every action of a pack can be run: its scripts exist, its references lead somewhere, its tasks may be repeated. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const PACK = fileURLToPath(new URL("../../src/packs/simulator/", import.meta.url));
const ACTIONS = readdirSync(PACK)
  .filter((file) => file.endsWith(".yaml") && file !== "pack.yaml")
  .map((file) => file.replace(".yaml", ""));

/** The paths of a data item that a pack may use. */
const PATHS = new Set(
  [
    "job.id job.request action",
    "vm.id vm.name vm.vcpu vm.memoryMb vm.diskGb vm.template",
    "snapshot.name to.name to.template to.vcpu to.memoryMb to.diskGb",
    "host.name network environment service.name role.name simulator.directory",
    "infrastructure.id infrastructure.name infrastructure.hostGroup infrastructure.storagePool",
  ].flatMap((line) => line.split(" ")),
);

type Value = { from: string } | { output: string } | string | number | boolean;
interface Task {
  name: string;
  title: string;
  type: string;
  script: string;
  timeoutSeconds: number;
  idempotent: boolean;
  parameters: Record<string, Value>;
}
interface Action {
  action: string;
  description: string;
  weight: string;
  tasks: Task[];
  returns: Record<string, { output: string }>;
}

describe("the simulator has", () => {
  it("every action of a VM's life, of provisioning and of taking it back, and of looking at hosts", () => {
    const life =
      "create delete pause rename resize restart restore resume revert shutdown snapshot start stop store".split(" ");
    expect(ACTIONS.toSorted()).toEqual(
      [...life, "unsnapshot", "deprovision-infrastructure", "provision-infrastructure", "survey", "adopt"].sort(),
    );
  });

  it.each(ACTIONS)("%s, which can be run", (name) => {
    const action = read(name);
    expect([action.action, ["light", "heavy"].includes(action.weight)]).toEqual([name, true]);
    expect(new Set(action.tasks.map((task) => task.name)).size).toBe(action.tasks.length);
    for (const [index, task] of action.tasks.entries()) {
      const earlier = action.tasks.slice(0, index).map((one) => one.name);
      expect([task.script, existsSync(join(PACK, task.script)), task.idempotent]).toEqual([task.script, true, true]);
      expect(Object.values(task.parameters).filter((value) => !leadsSomewhere(value, earlier))).toEqual([]);
    }
    const names = action.tasks.map((task) => task.name);
    expect(Object.values(action.returns).filter((value) => !leadsSomewhere(value, names))).toEqual([]);
  });

  it("a fault for every task, and says so", () => {
    const readme = readFileSync(join(PACK, "README.md"), "utf8");
    const tasks = ACTIONS.flatMap((name) => read(name).tasks.map((task) => task.name));
    expect(tasks.filter((task) => !readme.includes(`\`${task}\``))).toEqual([]);
  });
});

function read(name: string): Action {
  return parse(readFileSync(join(PACK, `${name}.yaml`), "utf8"));
}

function leadsSomewhere(value: Value, tasks: string[]): boolean {
  if (typeof value !== "object") return true;
  if ("from" in value) return PATHS.has(value.from);
  return tasks.includes(value.output.split(".")[0] ?? "");
}
