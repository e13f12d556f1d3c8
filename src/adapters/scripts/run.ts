/** One run of a script: in its place, by the way of its type. */

import { type Redactor, redactor } from "../../domain/redaction.ts";
import type { Connection, ScriptCall, ScriptResult } from "../../engine/script.ts";
import { attend } from "./attend.ts";
import type { Connections } from "./connections.ts";
import type { Hosts } from "./hosts.ts";
import { launch } from "./launch.ts";
import { isAlone, signalGroup } from "./processes.ts";
import { RELAY_PIPES, relay } from "./relay.ts";
import type { Launch, ScriptType } from "./script-type.ts";
import { endPolitely, endTree } from "./tree.ts";
import { typeNamed } from "./types.ts";
import { vacate } from "./vacate.ts";
import type { Workplace } from "./workplace.ts";

/** What all runs share. */
export interface RunRooms {
  types: ScriptType[];
  /** By the type of their scripts. */
  hosts: Map<string, Hosts>;
  connections: Connections;
  /** Bytes kept of the end of each stream. */
  limit: number;
}

export interface Script {
  call: ScriptCall;
  signals: AbortSignal[];
  place: Workplace;
  hear(line: string): void;
}

/** Throws when the script could not be started; the error names the activity, and nothing is left of it. */
export async function runScript(rooms: RunRooms, script: Script): Promise<ScriptResult> {
  const { call, place, signals } = script;
  if (signals.some((signal) => signal.aborted)) return { kind: "cancelled" };
  if (!place.open()) await reopen(place);
  const secrets = redactor(Object.values(call.secure));
  try {
    const type = typeNamed(rooms.types, call.type);
    if (type.how === "host") return await runHosted(rooms, script, secrets);
    return await runProcess(rooms, script, type, secrets);
  } catch (cause) {
    await place.close();
    throw new Error(`starting ${call.file} for activity ${call.activity}`, { cause });
  }
}

/** How a connection's program is started. Throws when it cannot be. */
export function launchOf(types: ScriptType[], { type, file, to }: Connection): Launch {
  const found = typeNamed(types, type);
  if (found.how === "host") throw new Error(`a connection cannot be of the type ${type}`);
  const how = found.launch(file, {}, "");
  return { ...how, arguments: [...how.arguments, to] };
}

/** An earlier run's directory is in the way. */
async function reopen(place: Workplace): Promise<void> {
  await vacate(place);
  if (!place.open()) throw new Error(`two runs at once want ${place.directory}`);
}

async function runHosted({ hosts, limit }: RunRooms, script: Script, redactor: Redactor): Promise<ScriptResult> {
  const { call, place, signals, hear } = script;
  const care = { signals, timeoutSeconds: call.timeoutSeconds };
  const result = await hostsOf(hosts, call.type).run({ call, place, redactor, limit, hear, care });
  await endTree(null, place.directory);
  await place.close();
  return result;
}

function hostsOf(hosts: RunRooms["hosts"], type: string): Hosts {
  const found = hosts.get(type);
  if (!found) throw new Error(`the type ${type} has no hosts`);
  return found;
}

type ProcessType = Extract<ScriptType, { how: "process" }>;

async function runProcess(
  { limit, connections }: RunRooms,
  { call, place, signals, hear }: Script,
  type: ProcessType,
  redactor: Redactor,
): Promise<ScriptResult> {
  const { connection, parameters, secure, timeoutSeconds } = call;
  const how = type.launch(call.file, parameters, place.directory);
  const child = await launch(how, place, connection ? RELAY_PIPES : 0);
  const endRelay = connection ? relay(child, connection, connections) : () => null;
  const result = await attend(child, {
    ...{ input: JSON.stringify({ ...parameters, ...secure }), limit, redactor, sentinel: how.sentinel, hear },
    care: { signals, timeoutSeconds, stop: () => endPolitely(child.pid, place.directory) },
    clear: () => clear(place, child.pid),
  });
  const failure = endRelay();
  if (failure === null || result.kind !== "returned") return result;
  return { kind: "broke", reason: redactor.text(failure), stdout: result.stdout, stderr: "" };
}

/** Leaves nothing behind after a run, and a later run's things alone. */
async function clear(place: Workplace, pid: number): Promise<void> {
  if (!place.isHeldBy(pid)) return void signalGroup(pid, "SIGKILL");
  if (!isAlone(pid)) await endTree(pid, place.directory);
  if (place.isHeldBy(pid)) await place.close();
}
