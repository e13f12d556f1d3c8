/** A terminal small enough to read: obeys the few sequences that readline and the room send. */
import { PassThrough, Writable } from "node:stream";

export interface ToyTerminal {
  input: PassThrough & { isTTY: boolean };
  output: Writable & { isTTY: boolean; columns: number; rows: number };
  /** What a person sees, without the empty end. */
  seen(): string;
}

/** `\n` returns the carriage too, as a terminal's driver does; nothing scrolls away. */
export function toyTerminal(columns: number, rows: number): ToyTerminal {
  const lines: string[][] = [[]];
  const at = { row: 0, column: 0 };
  const put = (character: string) => {
    if (at.column === columns) Object.assign(at, { row: at.row + 1, column: 0 });
    while (lines.length <= at.row) lines.push([]);
    const line = lines[at.row] ?? [];
    while (line.length < at.column) line.push(" ");
    line[at.column++] = character;
  };
  const clearDown = () => {
    lines.splice(at.row + 1);
    lines[at.row]?.splice(at.column);
  };
  const controls: Record<string, (count: number) => void> = {
    A: (count) => Object.assign(at, { row: Math.max(0, at.row - (count || 1)) }),
    B: (count) => Object.assign(at, { row: at.row + (count || 1) }),
    C: (count) => Object.assign(at, { column: at.column + (count || 1) }),
    D: (count) => Object.assign(at, { column: Math.max(0, at.column - (count || 1)) }),
    G: (count) => Object.assign(at, { column: Math.max(0, count - 1) }),
    J: clearDown,
    K: () => lines[at.row]?.splice(at.column),
    m: () => {},
    "\r": () => Object.assign(at, { column: 0 }),
    "\n": () => Object.assign(at, { row: at.row + 1, column: 0 }),
  };
  const obey = (text: string) => {
    for (const [piece, count = "", name = piece] of text.matchAll(/\x1b\[\??(\d*)([A-Za-z])|[\s\S]/g)) {
      const control = controls[name];
      if (control && (piece.length > 1 || piece < " ")) control(Number(count));
      else put(piece);
    }
  };
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      obey(String(chunk));
      done();
    },
  });
  return {
    input: Object.assign(new PassThrough(), { isTTY: true }),
    output: Object.assign(output, { isTTY: true, columns, rows }),
    seen: () =>
      lines
        .map((line) => line.join("").trimEnd())
        .join("\n")
        .trimEnd(),
  };
}
