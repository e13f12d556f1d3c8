/** One kept connection for each host: opened when it is first needed, asked by one script at a time, replaced when it died. */

import type { Connection } from "../../engine/script.ts";
import { type Kept, keep } from "./kept.ts";
import type { Launch } from "./script-type.ts";
import type { Workplace } from "./workplace.ts";

export interface Connections {
  /**
   * Sends one line and resolves with the line that answers it. A dead connection is replaced once; then it throws. When
   * the signal is aborted meanwhile the connection is ended, because its next answer would belong to nobody.
   */
  ask(connection: Connection, line: string, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  launch(connection: Connection): Launch;
  newPlace(): Workplace;
}

export function startConnections({ launch, newPlace }: ConnectionOptions): Connections {
  const kept = new Map<string, Kept>();
  const turns = new Map<string, Promise<unknown>>();

  async function open(connection: Connection): Promise<Kept> {
    const opened = await keep(launch(connection), newPlace());
    kept.set(keyOf(connection), opened);
    return opened;
  }

  async function ask(connection: Connection, line: string, signal: AbortSignal): Promise<string> {
    const known = kept.get(keyOf(connection));
    const first = known?.isAlive() ? known : await open(connection);
    const answer = await askOne(first, line, signal);
    if (answer !== null) return answer;
    if (signal.aborted || !connection.again) throw new Error(noConnection(connection, first));
    const second = await open(connection);
    const late = await askOne(second, line, signal);
    if (late !== null) return late;
    throw new Error(noConnection(connection, second));
  }

  return {
    ask(connection, line, signal) {
      const key = keyOf(connection);
      const before = turns.get(key) ?? Promise.resolve();
      const answer = before.then(() => ask(connection, line, signal));
      turns.set(
        key,
        answer.catch(() => undefined),
      );
      return answer;
    },
    async close() {
      await Promise.all([...kept.values()].map((one) => one.end()));
    },
  };
}

/** Null: it ended before it answered. */
async function askOne(one: Kept, line: string, signal: AbortSignal): Promise<string | null> {
  const end = () => void one.end();
  signal.addEventListener("abort", end);
  try {
    return signal.aborted ? null : await one.ask(line, () => true);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function keyOf({ type, file, to }: Connection): string {
  return JSON.stringify([type, file, to]);
}

function noConnection({ to }: Connection, kept: Kept): string {
  return `no connection to ${to}: ${kept.ending()}`;
}
