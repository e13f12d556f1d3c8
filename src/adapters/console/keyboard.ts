/** Typed lines, one at a time, from a terminal or from a pipe. */
import { createInterface, type Interface } from "node:readline";
import type { RoomStreams } from "./room-options.ts";
import { correctRows } from "./typed-rows.ts";

export type Typed = { kind: "line"; text: string } | { kind: "interrupt" } | { kind: "end" };

export interface Keyboard {
  /** The next line. `keep` puts it into the history; Ctrl-C is an interrupt, Ctrl-D or the end of a pipe the end. */
  next(prompt: string, keep: boolean): Promise<Typed>;
  /** The next line, which is neither shown while it is typed nor kept. */
  secret(prompt: string): Promise<Typed>;
  readonly readline: Interface;
  readonly isTerminal: boolean;
  /** Resolves when the person at a terminal leaves, whatever is still going on; a pipe's lines are all heard first. */
  readonly hungUp: Promise<null>;
  close(): void;
}

/** `lines` is the history, the newest first; `remember` is told every line that goes into it. */
export function keyboard(
  streams: RoomStreams,
  lines: string[],
  remember: (line: string) => void,
  complete: (line: string) => [string[], string],
): Keyboard {
  const { input, output } = streams;
  const isTerminal = Boolean(input.isTTY && output.isTTY);
  const curtain = { down: false };
  const past = { history: [...lines], historySize: 1000, removeHistoryDuplicates: true };
  const readline = createInterface({
    input,
    output: behind(output, curtain),
    terminal: isTerminal,
    completer: complete,
    ...past,
  });
  const typed = typedQueue();
  const asked = { keep: true };
  listen(readline, typed, asked, remember);

  const ask = (prompt: string) => {
    if (!isTerminal || !typed.isEmpty()) return;
    readline.setPrompt(prompt);
    readline.prompt(true);
  };
  return {
    readline,
    isTerminal,
    hungUp: new Promise((resolve) => readline.on("close", () => isTerminal && resolve(null))),
    close: () => readline.close(),
    next(prompt, keep) {
      asked.keep = keep;
      ask(prompt);
      return typed.next();
    },
    async secret(prompt) {
      asked.keep = false;
      ask(prompt);
      curtain.down = isTerminal;
      const answer = await typed.next();
      curtain.down = false;
      if (isTerminal) output.write("\n");
      return answer;
    },
  };
}

/** The same output, on which nothing is written while the curtain is down. */
function behind(output: RoomStreams["output"], curtain: { down: boolean }): RoomStreams["output"] {
  const write = (...given: Parameters<typeof output.write>) => curtain.down || output.write(...given);
  return Object.create(output, { write: { value: write } });
}

interface TypedQueue {
  add(typed: Typed): void;
  next(): Promise<Typed>;
  isEmpty(): boolean;
}

/** What is typed before anybody asks waits its turn; only an interrupt that interrupts nothing is forgotten. */
function typedQueue(): TypedQueue {
  const waiting: ((typed: Typed) => void)[] = [];
  const ready: Typed[] = [];
  return {
    isEmpty: () => ready.length === 0,
    add(typed) {
      const waiter = waiting.shift();
      if (waiter) waiter(typed);
      else if (typed.kind !== "interrupt") ready.push(typed);
    },
    next() {
      const typed = ready.shift();
      return typed ? Promise.resolve(typed) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** Lines that are not to be kept leave the history again; Ctrl-C first abandons the line, where it is a command. */
function listen(
  readline: Interface,
  typed: TypedQueue,
  asked: { keep: boolean },
  remember: (line: string) => void,
): void {
  readline.on("line", (text) => {
    if (asked.keep && text.trim() !== "") remember(text);
    typed.add({ kind: "line", text });
  });
  readline.on("history", (lines: string[]) => void (asked.keep || lines.shift()));
  readline.on("SIGINT", () => {
    const abandonsCommand = asked.keep && readline.line !== "";
    eraseLine(readline);
    if (!abandonsCommand) typed.add({ kind: "interrupt" });
  });
  readline.on("close", () => typed.add({ kind: "end" }));
}

function eraseLine(readline: Interface): void {
  correctRows(readline, readline.getCursorPos().rows);
  readline.write(null, { ctrl: true, name: "e" });
  readline.write(null, { ctrl: true, name: "u" });
}
