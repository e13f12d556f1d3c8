/** A dry run: what each script would be given for a machine that stands for any. Nothing is run. */
import type { DryStep } from "../../cards/action-view.ts";
import { DATA_ITEM_PATHS, dataItem, inputPath, type Subject, type Surroundings } from "../../domain/data-item.ts";
import { type Action, type Binding, isEnabled, type Task } from "../action.ts";
import { bind, type Outputs, splitOutput } from "../bindings.ts";

const SAMPLE: Subject = {
  vm: { id: "vm_sample", name: "sample-01", vcpu: 1, memoryMb: 1024, diskGb: 60, template: "small" },
  host: { name: "sample-host", address: null },
  infrastructure: {
    ...{ id: "inf_sample", name: "sample", hostGroup: "general", storagePool: "sample-pool" },
    networks: { "sample-net": "sample-net" },
    hosts: [],
  },
  service: { name: "web", environment: "production", networks: ["sample-net"] },
  role: { name: "front", network: null },
  wish: null,
};

/** What the sample has not stands as a word for it, too. */
const WORDS = Object.fromEntries(DATA_ITEM_PATHS.map((path) => [path, `‹${path}›`]));

/** Step by step, the tasks and then those that would undo them; what is disabled is absent. */
export function dryRun(action: Action, surroundings: Surroundings): DryStep[] {
  const template = action.action.split("@")[1] ?? "small";
  const subject = { ...SAMPLE, vm: SAMPLE.vm && { ...SAMPLE.vm, template } };
  const job = { id: "wf_sample", request: "REQ-0", action: action.action };
  const told = action.inputs.map(({ name, default: value }) => [inputPath(name), value ?? `‹${inputPath(name)}›`]);
  const item = { ...WORDS, ...dataItem(job, subject, surroundings), ...Object.fromEntries(told) };
  const outputs = standIns(action);
  const step = (task: Task, isUndo: boolean): DryStep => {
    const { name, title, type, script, timeoutSeconds, lock } = task;
    return {
      ...{ name, title, type, script, timeoutSeconds, isUndo },
      parameters: shown(bind(task.parameters, item, outputs)),
      lock: lock && { ...lock, per: lock.per && String(bind({ per: lock.per }, item, outputs).per) },
    };
  };
  return [
    ...action.tasks.filter(isEnabled).map((task) => step(task, false)),
    ...action.undo.filter(isEnabled).map((task) => step(task, true)),
  ];
}

/** What no task has put out stands as a word for it: `‹boot.address›`. */
function standIns({ tasks, undo }: Action): Outputs {
  const bindings = [...tasks, ...undo].flatMap(({ parameters, lock }) => [
    ...Object.values(parameters),
    ...(lock?.per ? [lock.per] : []),
  ]);
  const outputs: Outputs = {};
  for (const output of bindings.flatMap((binding: Binding) => outputIn(binding))) {
    const { task, name } = splitOutput(output);
    outputs[task] = { ...outputs[task], [name]: `‹${output}›` };
  }
  return outputs;
}

function outputIn(binding: Binding): string[] {
  return typeof binding === "object" && "output" in binding ? [binding.output] : [];
}

function shown(parameters: Record<string, unknown>): DryStep["parameters"] {
  return Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) }));
}
