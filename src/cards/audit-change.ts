/** What an entry of the audit log changed, in a few words. */

const MOST_LETTERS = 60;
const NOTHING = "–";

/** `state awaitingApproval → running`: each value that differs, the outermost first, and cut where it gets long. */
export function changeText(before: unknown, after: unknown): string {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const names = [...new Set([...now.keys(), ...old.keys()])].sort((a, b) => depthOf(a) - depthOf(b));
  const changes = names
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${name.split(".").at(-1)} ${stepText(old.get(name), now.get(name))}`);
  return shortened(changes.join(", ").trim()) || NOTHING;
}

/** `64 → 128`, `64 → –`; only what it is now where there was nothing. */
function stepText(was: string | undefined, is = NOTHING): string {
  return was === undefined ? is : `${was} → ${is}`;
}

/** Every value by the path to it: `details.plan.memoryMb`. */
function leavesOf(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[path, String(value)]]);
  const parts = Object.entries(value).map(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
  return new Map(parts.flatMap((part) => [...part]));
}

function depthOf(path: string): number {
  return path.split(".").length;
}

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
}
