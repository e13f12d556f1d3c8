/** The Hyper-V pack, as far as can be told without Windows: its shape, what its scripts are given, and that they can be read. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { programOn } from "../../src/adapters/scripts/programs.ts";
import { readDocument } from "../../src/domain/document.ts";
import { type Action, actionFile, type Binding, type Task } from "../../src/engine/action.ts";
import { type Bundle, requireSources } from "../../src/engine/authoring/bundle.ts";
import { readPack } from "../../src/engine/pack.ts";
import { never, workbench } from "../adapters/scripts/workbench.ts";

const PACK = fileURLToPath(new URL("../../src/packs/hyperv", import.meta.url));
const SIMULATOR = fileURLToPath(new URL("../../src/packs/simulator", import.meta.url));
const STAND_IN = fileURLToPath(new URL("../fixtures/scripts/pwsh-parameters.mjs", import.meta.url));

const ACTIONS = actionsIn(PACK);
const SCRIPTS = readdirSync(join(PACK, "scripts"), { recursive: true, encoding: "utf8" }).filter(isScript);

/** Beside the simulator's: the rest of a machine's life, and looking at a host. */
const MORE = ["adopt", "survey"];

/** The paths of a data item that the pack uses, each with a sample. */
const ITEM: Record<string, string> = {
  ...{ "host.name": "h1", "host.address": "hv01.corp.example", "job.id": "wf_1", network: "prod-net" },
  ...{ "vm.id": "vm_1", "vm.name": "web-01", "vm.vcpu": "1", "vm.memoryMb": "1024", "vm.diskGb": "60" },
  ...{ "vm.template": "small", "snapshot.name": "before", "to.name": "web-02" },
  ...{ "to.vcpu": "2", "to.memoryMb": "2048", "to.diskGb": "80" },
  ...{ "infrastructure.name": "shop", "infrastructure.storagePool": "fast" },
  "infrastructure.hosts": JSON.stringify([{ name: "h1", address: "hv01.corp.example" }]),
};

/** What PowerShell itself calls so, in letters of any case. */
const ITS_OWN = ["host", "input", "args", "error", "home", "pid", "matches", "this"];

let bundle: Bundle;

beforeAll(async () => {
  bundle = await readPack(PACK);
});

describe("the pack", () => {
  it("has every action of the simulator, and more", () => {
    expect(ACTIONS).toEqual([...new Set([...actionsIn(SIMULATOR), ...MORE])].sort());
  });

  it("is a bundle whose actions can all be read", () => {
    const read = requireSources(bundle).map(({ path, source }) => readDocument(actionFile, path, source).action);
    expect(read.sort()).toEqual(ACTIONS);
  });

  it("has no script that no task runs, and none that is missing", () => {
    const run = new Set(ACTIONS.flatMap((name) => tasksOf(read(name)).map(({ script }) => script)));
    expect([...run].sort()).toEqual(SCRIPTS.filter((one) => !one.includes("shared")).map((one) => `scripts/${one}`));
  });

  it("says that it was not yet run on Windows", () => {
    expect(readFileSync(join(PACK, "README.md"), "utf8")).toContain("Not yet run on Windows");
  });
});

describe.each(ACTIONS)("the action %s", (name) => {
  it("gives each script just the parameters that it declares, from what there is", () => {
    for (const { script, parameters, type, idempotent } of tasksOf(read(name))) {
      expect([script, type, idempotent]).toEqual([script, "powershell", true]);
      const given = Object.keys(parameters).map((one) => one.toLowerCase());
      expect([script, given.sort()]).toEqual([script, declaredIn(script).sort()]);
      expect(Object.values(parameters).filter((one) => !leadsSomewhere(one))).toEqual([]);
    }
  });

  it("is run by a kept host, and returns what its tasks put out", async () => {
    const { runner, call } = workbench(undefined, { pwsh: `exec '${process.execPath}' '${STAND_IN}' "$@"` });
    const action = read(name);
    const outputs: Record<string, unknown> = {};
    for (const task of tasksOf(action)) {
      const result = await runner.run(call(join(PACK, task.script), callOf(task)), never);
      expect(result).toMatchObject({ kind: "returned", code: 0, outputs: callOf(task).parameters });
      for (const output of result.kind === "returned" ? Object.keys(result.outputs) : [])
        outputs[`${task.name}.${output}`] = true;
    }
    const returned = Object.values(action.returns).map(
      (one) => typeof one !== "string" && "output" in one && one.output,
    );
    expect(returned.filter((output) => !outputs[String(output)])).toEqual([]);
  });
});

describe.each(SCRIPTS)("the script %s", (script) => {
  const text = readFileSync(join(PACK, "scripts", script), "utf8");

  it("begins with what it is for, uses what it declares, and closes what it opens", () => {
    expect(text).toMatch(/^# [A-Z].*[.]\n/);
    const declared = script.includes("shared") ? [] : declaredIn(`scripts/${script}`);
    expect(declared.filter((name) => usesOf(text, name) < 2)).toEqual([]);
    expect(declared.filter((name) => ITS_OWN.includes(name))).toEqual([]);
    for (const [open, close] of ["()", "{}", "[]"].map((pair) => pair.split("")))
      expect([open, countOf(text, open)]).toEqual([open, countOf(text, close)]);
  });

  it("holds no secret, and takes none in plain text", () => {
    expect(text).not.toMatch(/password|-AsPlainText|PSCredential|-Credential/i);
  });
});

const PWSH = programOn(process.env.PATH ?? "", "pwsh");

it.skipIf(PWSH === null)("can be read by PowerShell (skipped where there is no pwsh)", { timeout: 120_000 }, () => {
  const files = SCRIPTS.map((script) => `'${join(PACK, "scripts", script)}'`).join(",");
  const parse = `foreach ($file in ${files}) { $errors = $null
    [void][System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$errors)
    $errors | ForEach-Object { "$file $($_.Extent.StartLineNumber): $($_.Message)" } }`;
  const { status, stdout } = spawnSync(PWSH ?? "", ["-NoProfile", "-NonInteractive", "-Command", parse], {
    encoding: "utf8",
  });
  expect([status, stdout.trim()]).toEqual([0, ""]);
});

function actionsIn(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "pack.yaml");
  return files.map((file) => file.replace(".yaml", "")).sort();
}

function isScript(path: string): boolean {
  return path.endsWith(".ps1");
}

function read(name: string): Action {
  return readDocument(actionFile, name, readFileSync(join(PACK, `${name}.yaml`), "utf8"));
}

function tasksOf({ tasks, undo }: Action): Task[] {
  return [...tasks, ...undo];
}

/** In lower case, as PowerShell does not tell them apart. */
function declaredIn(script: string): string[] {
  if (!existsSync(join(PACK, script))) return [];
  const [, block = ""] = /^param\(([^)]*)\)/m.exec(readFileSync(join(PACK, script), "utf8")) ?? [];
  return [...block.matchAll(/\[string\]\$(\w+)/g)].map(([, name = ""]) => name.toLowerCase());
}

function leadsSomewhere(binding: Binding): boolean {
  if (typeof binding === "string") return true;
  return "from" in binding && binding.from in ITEM;
}

function callOf({ name, parameters, type, timeoutSeconds }: Task) {
  const bound = Object.entries(parameters).map(([key, one]) => [key, boundTo(one)]);
  return { activity: `act-${name}`, type, timeoutSeconds, parameters: Object.fromEntries(bound) };
}

function boundTo(binding: Binding): unknown {
  return typeof binding !== "string" && "from" in binding ? ITEM[binding.from] : binding;
}

function usesOf(text: string, name: string): number {
  return [...text.matchAll(new RegExp(`\\$${name}\\b`, "gi"))].length;
}

/** Outside of comments. */
function countOf(text: string, letter = ""): number {
  return text.replaceAll(/^\s*#.*$/gm, "").split(letter).length - 1;
}
