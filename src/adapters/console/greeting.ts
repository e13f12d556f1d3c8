/** The first screen: who is there, what to try, how to press, how to leave. */
import type { Look } from "./paint.ts";
import type { RoomOptions } from "./room-options.ts";
import { columnsOf, pad, wrap } from "./text-width.ts";

type Greeted = Pick<RoomOptions, "title" | "people" | "examples">;

export function greeting({ title, people, examples }: Greeted, { width, paint }: Look): string[] {
  const [first] = people;
  const names = Math.max(0, ...people.map(({ name }) => columnsOf(name)));
  const presser = people.find(({ role }) => /admin/.test(role))?.name ?? first?.name ?? "";
  const ways: [string, string][] = [
    [`as ${presser}`, `the prompt becomes ${presser}'s; ${presser}> whoami for one line`],
    ["Approve", `presses that button as whoever has the prompt; ${presser}! Approve as somebody else`],
    ["wait 2d", "moves the clock"],
    ["exit", "leaves (or Ctrl-D)"],
  ];
  return [
    paint("bold", title),
    "One person plays everybody:",
    ...people.map(({ name, role }) => `  ${paint("cyan", pad(name, names))}  ${role}`),
    "Try:",
    ...examples.map((example) => `  ${paint("green", example)}`),
    "How:",
    ...ways.flatMap(([typed, meaning]) => way(typed, meaning, { width, paint })),
    "",
  ];
}

function way(typed: string, meaning: string, { width, paint }: Look): string[] {
  return wrap(meaning, width - 14).map(
    (line, at) => `  ${at === 0 ? paint("cyan", pad(typed, 10)) : pad("", 10)}  ${line}`,
  );
}
