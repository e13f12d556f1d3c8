/** Lets a script ask its connection: each line that it writes to file 3 is answered by one line in file 4. */

import { Duplex } from "node:stream";
import type { Connection } from "../../engine/script.ts";
import type { Connections } from "./connections.ts";
import type { Started } from "./launch.ts";
import { eachLine } from "./lines.ts";

/** How many pipes a script with a connection gets beyond the usual three. */
export const RELAY_PIPES = 2;

const LONGEST_LINE = 1024 * 1024;

/** Where there is no answer file 4 is closed. Call the result once the script has ended: it says why the connection failed it. */
export function relay(child: Started, connection: Connection, connections: Connections): () => string | null {
  const [asked, answered] = [pipe(child, 3), pipe(child, 4)];
  const gone = new AbortController();
  let failure: string | null = null;
  eachLine(asked, LONGEST_LINE, (line) => {
    connections.ask(connection, line, gone.signal).then(
      (answer) => answered.write(`${answer}\n`),
      (error: Error) => {
        failure ??= error.message;
        answered.end();
      },
    );
  });
  return () => {
    gone.abort();
    return failure;
  };
}

/** A script need not read its answers: the broken pipe that this makes is no error. */
function pipe(child: Started, at: number): Duplex {
  const found: unknown = child.stdio[at];
  if (!(found instanceof Duplex)) throw new Error(`process ${child.pid} has no file ${at}`);
  return found.on("error", () => undefined).resume();
}
