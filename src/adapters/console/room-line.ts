/** What a line typed into the chat room means. */
import { VERBS } from "../../cards/card.ts";
import { knownVerb, type PressWords, parsePress } from "./press-words.ts";
import { readDuration } from "./transcript.ts";

export type RoomLine =
  | { kind: "nothing" }
  | { kind: "leave" }
  | { kind: "become"; who: string }
  | { kind: "say"; who: string; text: string }
  | { kind: "press"; who: string; words: PressWords }
  | { kind: "wait"; ms: number | null };

const NAME = "([\\p{L}\\d][\\p{L}\\d_.-]*)";

/** The first shape that fits wins; a lower-case `wait` is the clock's, `Wait` and `! wait` press the button. */
const SHAPES: [RegExp, (me: string, first: string, second: string) => RoomLine][] = [
  [/^$/, () => ({ kind: "nothing" })],
  [/^(?:exit|quit)$/i, () => ({ kind: "leave" })],
  [/^wait$/, () => ({ kind: "wait", ms: null })],
  [/^wait\s+(.+)$/s, (_me, span) => ({ kind: "wait", ms: readDuration(span) })],
  [new RegExp(`^as\\s+${NAME}$`, "iu"), (_me, who) => ({ kind: "become", who })],
  [new RegExp(`^${NAME}[>:]$`, "u"), (_me, who) => ({ kind: "become", who })],
  [new RegExp(`^${NAME}>\\s*(.+)$`, "su"), (_me, who, text) => sentence(who, text)],
  [new RegExp(`^${NAME}:\\s+(.+)$`, "su"), (_me, who, text) => sentence(who, text)],
  [new RegExp(`^${NAME}!\\s*(.+)$`, "su"), (_me, who, text) => ({ kind: "press", who, words: parsePress(text) })],
  [/^!\s*(.+)$/s, (me, text) => ({ kind: "press", who: me, words: parsePress(text) })],
  [/^(.+)$/s, (me, text) => sentence(me, text)],
];

/** `me` is the person of the prompt. Throws `Unreadable`. */
export function readRoomLine(line: string, me: string): RoomLine {
  const text = line.trim();
  for (const [shape, meaning] of SHAPES) {
    const match = shape.exec(text);
    if (match) return meaning(me, match[1] ?? "", match[2] ?? "");
  }
  return { kind: "nothing" };
}

/** A sentence that begins with the word on a button presses it. */
function sentence(who: string, text: string): RoomLine {
  const [first = ""] = text.split(/\s/);
  return knownVerb(first) in VERBS ? { kind: "press", who, words: parsePress(text) } : { kind: "say", who, text };
}
