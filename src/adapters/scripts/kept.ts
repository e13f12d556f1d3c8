/** A process that is kept: it is asked in lines on its standard input, and answers in lines on its standard output. */

import { complaintIn } from "../../domain/complaint.ts";
import { draining, exitOf, hasExited } from "./exit.ts";
import { launch } from "./launch.ts";
import { eachLine } from "./lines.ts";
import { startOf } from "./processes.ts";
import type { Launch } from "./script-type.ts";
import { endPolitely, endTree } from "./tree.ts";
import type { Workplace } from "./workplace.ts";

export interface Kept {
  pid: number;
  isAlive(): boolean;
  /**
   * Asks one line, one at a time; `isAnswer` is given each line that comes until it says that this is the one. Resolves
   * with that line, and with null when the process ended before.
   */
  ask(line: string, isAnswer: (line: string) => boolean): Promise<string | null>;
  /** How it ended, in words for people; "" while it lives. */
  ending(): string;
  /** Ends it with everything that it started; nothing of it is left. */
  end(): Promise<void>;
}

/** Letters of a line; what is longer comes in part, and is no answer that anybody understands. */
const LONGEST_LINE = 32 * 1024 * 1024;

/** Starts it in its place. Throws when it cannot be started. */
export async function keep(how: Launch, place: Workplace): Promise<Kept> {
  const child = await launch(how, place);
  let said = "";
  let ending = "";
  let listener: (line: string | null) => void = () => undefined;
  child.stdin.on("error", () => undefined); // whoever is gone is noticed by its end
  eachLine(child.stdout, LONGEST_LINE, (line) => listener(line));
  eachLine(child.stderr, 300, (line) => {
    said = complaintIn(line) ?? said;
  });
  const drained = draining(child);
  const gone = exitOf(child).then(async (code) => {
    await endTree(child.pid, place.directory);
    await drained();
    ending = `it ended with code ${code}${said ? `: ${said}` : ""}`;
    await place.close().catch(() => undefined); // what is left is swept by the next process of ours
    listener(null);
  });
  let ended: Promise<void> | undefined;
  return {
    pid: child.pid,
    // we may not have heard yet of an end that the system knows of
    isAlive: () => ended === undefined && !hasExited(child) && startOf(child.pid) !== "",
    ask: (line, isAnswer) =>
      new Promise((resolve) => {
        if (ending) return resolve(null);
        listener = (heard) => {
          if (heard === null || isAnswer(heard)) resolve(heard);
        };
        child.stdin.write(`${line}\n`);
      }),
    ending: () => ending,
    end: () => {
      ended ??= endPolitely(child.pid, place.directory).then(() => gone);
      return ended;
    },
  };
}
