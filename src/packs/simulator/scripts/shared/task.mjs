/** What every script of the pack does alike: reads its parameters, obeys settings and faults, says how it went. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { claim } from "./files.mjs";

/** A sentence for people; the script ends with it and code 1. */
export class Failure extends Error {}

/**
 * Runs one task: `work` gets the parameters and answers `{ say, ...outputs }`, the line for people and the task's outputs.
 * `required`: parameters without which it cannot work.
 */
export async function task(name, required, work) {
  try {
    const parameters = checked(JSON.parse(readFileSync(0, "utf8") || "{}"), ["directory", ...required]);
    const settings = settingsOf(parameters.directory);
    if (settings.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.latencyMs));
    const fault = takeFault(parameters, settings, name);
    if (fault?.when !== "after") await suffer(fault);
    const { say, ...outputs } = await work(parameters, { settings, ignored: fault?.kind === "ignore" });
    if (fault?.when === "after") await suffer(fault);
    process.stdout.write(`${say}\n${JSON.stringify(outputs)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Parameters that become file names, so they may not lead out of the folder. */
const PATHS = ["host", "uuid", "vm", "name", "infrastructure"];

function checked(parameters, required) {
  for (const name of required) {
    const value = parameters[name];
    if (value === undefined || value === "") throw new Failure(`the parameter ${name} is missing`);
    if (PATHS.includes(name) && !/^\w[\w.-]*$/.test(value)) {
      throw new Failure(`"${value}" is no name for a ${name}`);
    }
  }
  return parameters;
}

/** The folder's settings.json over the defaults; `stamp` changes whenever the file is saved. */
function settingsOf(directory) {
  const path = join(directory, "settings.json");
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  const saved = stat === undefined ? {} : JSON.parse(readFileSync(path, "utf8"));
  return { latencyMs: 0, patienceMs: 1000, faults: [], stamp: String(stat?.mtimeNs ?? 0), ...saved };
}

/** The first fault for this task, VM and host that still has a turn left; taking a turn is atomic. */
function takeFault(parameters, settings, name) {
  return settings.faults.find((fault, index) => {
    const applies = ["vm", "host"].every((key) => fault[key] === undefined || fault[key] === parameters[key]);
    return fault.task === name && applies && takeTurn(parameters, settings, fault, index);
  });
}

function takeTurn(parameters, settings, fault, index) {
  const me = `${parameters.uuid ?? ""} ${process.pid} ${process.hrtime.bigint()}`;
  for (let turn = 1; turn <= (fault.times ?? Number.POSITIVE_INFINITY); turn += 1) {
    if (fault.times === undefined) return true;
    if (claim(join(parameters.directory, "turns", `${settings.stamp}-${index}-${turn}`), me) === me) return true;
  }
  return false;
}

const SUFFERING = {
  error: (fault) => {
    throw new Failure(fault.error ?? "the host refuses");
  },
  hang: () => new Promise(() => setInterval(() => {}, 2 ** 30)),
  exit: (fault) => process.exit(fault.code ?? 70),
  ignore: () => {},
};

async function suffer(fault) {
  if (fault !== undefined) await SUFFERING[fault.kind ?? "error"](fault);
}
