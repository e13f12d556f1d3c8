/** Runs tasks' scripts, each in a private place of its own, and keeps what outlives them: hosts and connections. */

import { mkdirSync, realpathSync } from "node:fs";
import type { ScriptCall, ScriptResult, ScriptRunner } from "../../engine/script.ts";
import { startConnections } from "./connections.ts";
import { startHosts } from "./hosts.ts";
import { keptPlace, sweepKept } from "./kept-places.ts";
import { launchOf, type RunRooms, runScript } from "./run.ts";
import { scriptTypes } from "./types.ts";
import { vacate } from "./vacate.ts";
import { workplace } from "./workplace.ts";

/** A run that goes on in this very process. */
interface Run {
  cancel: AbortController;
  ended: Promise<unknown>;
}

export interface ScriptsOptions {
  /** Private working directories live beneath it, so it belongs to us alone. */
  workRoot: string;
  /** Bytes kept of the end of each stream, 64 KiB unless told. */
  outputLimit?: number;
  /** Those of this machine unless told. */
  types?: ReturnType<typeof scriptTypes>;
}

/** `close` ends the hosts and connections that are kept; no script may run any more. */
export interface Scripts extends ScriptRunner {
  close(): Promise<void>;
}

/**
 * A script ended by a signal returns 128 + the signal's number, as in a shell. A second run of an activity cancels the
 * first. The runner throws when the type is unknown or cannot run here, the file cannot be run, or the activity cannot
 * name a directory.
 */
export function startScripts(options: ScriptsOptions): Scripts {
  mkdirSync(options.workRoot, { recursive: true, mode: 0o700 });
  const workRoot = realpathSync(options.workRoot);
  const rooms = roomsOf(options, workRoot);
  const swept = sweepKept(workRoot);
  swept.catch(() => undefined); // whoever closes hears of it
  const runs = new Map<string, Run>();

  const run: ScriptRunner["run"] = async (call, signal, hear = () => undefined) => {
    await evict(call.activity);
    const cancel = new AbortController();
    const script = { call, signals: [signal, cancel.signal], place: workplace(workRoot, call.activity), hear };
    const result: Promise<ScriptResult> = runScript(rooms, script).finally(() => runs.delete(call.activity));
    runs.set(call.activity, { cancel, ended: result.catch(() => undefined) });
    return result;
  };

  /** Each waits for the run before it, so however many come at once, one at a time is in the place. */
  async function evict(activity: string): Promise<void> {
    for (let earlier = runs.get(activity); earlier !== undefined; earlier = runs.get(activity)) {
      earlier.cancel.abort();
      await earlier.ended;
    }
  }

  return {
    run,
    async reap(activity) {
      await evict(activity);
      await vacate(workplace(workRoot, activity));
    },
    async close() {
      await Promise.all([swept, rooms.connections.close(), ...[...rooms.hosts.values()].map((hosts) => hosts.close())]);
    },
  };
}

function roomsOf({ outputLimit, types = scriptTypes() }: ScriptsOptions, workRoot: string): RunRooms {
  const newPlace = () => keptPlace(workRoot);
  const hosts = types.flatMap((type) =>
    type.how === "host" ? [[type.name, startHosts(type.launch(), newPlace)] as const] : [],
  );
  const launch = (connection: NonNullable<ScriptCall["connection"]>) => launchOf(types, connection);
  return {
    ...{ types, hosts: new Map(hosts), limit: outputLimit ?? 64 * 1024 },
    connections: startConnections({ launch, newPlace }),
  };
}
