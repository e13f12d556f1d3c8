/** What is printed above the prompt; what was printed since the last Enter can be drawn again in place. */
import type { Interface } from "node:readline";
import { correctRows } from "./typed-rows.ts";

export interface Screen {
  /** Prints the lines, or draws them again where those with this key still stand. */
  show(key: string | null, lines: string[]): void;
  /** Whether what was shown under this key can still be drawn again. */
  holds(key: string): boolean;
  /** Is there a terminal, so that things can be drawn again in place at all? */
  readonly inPlace: boolean;
  /** Somebody pressed Enter: from now on everything above stays as it is. */
  settle(): void;
}

interface Output {
  write(text: string): unknown;
  rows?: number;
}

/** Rows that stay free for what is being typed. */
const MARGIN = 3;

/** `readline` is null where there is no terminal: then everything is simply printed. Lines fit the width. */
export function screen(output: Output, readline: Interface | null): Screen {
  let tail: { key: string | null; lines: string[] }[] = [];
  const closed = { yet: readline === null };
  readline?.once("close", () => Object.assign(closed, { yet: true }));
  const height = (blocks: typeof tail) => blocks.reduce((sum, { lines }) => sum + lines.length, 0);

  return {
    inPlace: readline !== null,
    holds: (key) => tail.some((block) => block.key === key),
    settle: () => {
      tail = [];
    },
    show(key, lines) {
      if (readline === null || closed.yet) return void output.write(lines.map((line) => `${line}\n`).join(""));
      const at = key === null ? -1 : tail.findIndex((block) => block.key === key);
      const stays = at < 0 ? tail : tail.slice(0, at);
      const follows = at < 0 ? [] : tail.slice(at + 1);
      const drawn = [{ key, lines }, ...follows];
      const over = at < 0 ? 0 : height(tail.slice(at));
      output.write(
        abovePrompt(
          readline,
          over,
          drawn.flatMap((block) => block.lines),
        ),
      );
      readline.prompt(true);
      tail = [...stays, ...drawn];
      while (height(tail) > (output.rows ?? 24) - MARGIN) tail.shift();
    },
  };
}

/** Up over what is being typed and `over` lines, then the lines; the prompt begins anew beneath them. */
function abovePrompt(readline: Interface, over: number, lines: string[]): string {
  const up = over + readline.getCursorPos().rows;
  correctRows(readline, 0);
  return `${up > 0 ? `\x1b[${up}A` : ""}\r\x1b[0J${lines.map((line) => `${line}\n`).join("")}`;
}
