/** What every script of the pack does alike: reads its parameters, and says how it went. */

import { readFileSync } from "node:fs";
import { endSessions } from "./session.mjs";

/** A sentence for people; the script ends with it and code 1. */
export class Failure extends Error {}

/**
 * Runs one task: `work` gets the parameters and answers `{ say, ...outputs }`, the line for people and the task's outputs.
 * `required`: parameters without which it cannot work.
 */
export async function task(required, work) {
  try {
    const parameters = checked(JSON.parse(readFileSync(0, "utf8") || "{}"), required);
    const { say, ...outputs } = await work(parameters);
    process.stdout.write(`${say}\n${JSON.stringify(outputs)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  } finally {
    endSessions();
  }
}

/** What every task on a machine needs. */
export const MACHINE = ["uri", "host", "vm", "id"];

/** Parameters that become names on the host or words of a command line. */
const NAMES = ["vm", "id", "pool", "template", "snapshot", "newName", "network"];

function checked(parameters, required) {
  const missing = required.find((name) => parameters[name] === undefined || parameters[name] === "");
  if (missing) throw new Failure(`the parameter ${missing} is missing`);
  const wrong = NAMES.find((name) => parameters[name] !== undefined && !/^\w[\w.-]*$/.test(parameters[name]));
  if (wrong) throw new Failure(`"${parameters[wrong]}" is no name for a ${wrong}`);
  return parameters;
}
