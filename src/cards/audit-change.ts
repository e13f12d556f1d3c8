/** What an entry of the audit log changed, in words. */
import type { Fact } from "./card.ts";
import { shortened, stateText } from "./text.ts";

const MOST_LETTERS = 60;
const NOTHING = "–";

/** `state awaitingApproval → running`: each value that differs, the outermost first, and cut where it gets long. */
export function changeText(before: unknown, after: unknown): string {
  const changes = differing(before, after).map(({ path, value }) => `${shortLabel(path)} ${value}`.trim());
  return shortened(changes.join(", ").trim(), MOST_LETTERS) || NOTHING;
}

/** Each value that differs by where it is, `services 1 memory (MB)`: `64 → 128`. The program's own ids are left out. */
export function changesIn(before: unknown, after: unknown): Fact[] {
  return differing(before, after).map(({ path, value }) => ({ label: labelOf(path), value }));
}

function differing(before: unknown, after: unknown): { path: string; value: string }[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...now.keys(), ...old.keys()])].sort((a, b) => depthOf(a) - depthOf(b));
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, value: stepText(old.get(path), now.get(path)) }));
}

/** What somebody was answered needs no name. */
function shortLabel(path: string): string {
  const last = path.split(".").at(-1) ?? "";
  return last === "sentence" ? "" : wordOf(last);
}

/** `details.plan.services.0.memoryMb` as people read it: `services 1 memory (MB)`. */
function labelOf(path: string): string {
  const words = path.split(".").map(wordOf);
  const told = words.filter((word) => !UNTOLD.has(word));
  return (told.length > 0 ? told : words).join(" ");
}

/** Parts of the program's own order, which say nothing of what was changed. */
const UNTOLD: ReadonlySet<string> = new Set(["details", "plan"]);

/** Positions count from 1, and units stand in brackets. */
function wordOf(key: string): string {
  if (/^\d+$/.test(key)) return String(Number(key) + 1);
  const [, name = key, unit] = /^(.+?)(Mb|Gb)$/.exec(key) ?? [];
  const words = stateText(name).replace(/^disk$/, "storage");
  return unit ? `${words} (${unit.toUpperCase()})` : words;
}

/** `64 → 128`, `64 → –`; only what it is now where there was nothing. */
function stepText(was: string | undefined, is = NOTHING): string {
  return was === undefined ? is : `${was} → ${is}`;
}

/** Every value by the path to it: `details.plan.memoryMb`. */
function leavesOf(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined || isId(value)) return new Map();
  if (isDifference(value)) return new Map([[path, `${value.sign} ${value.what} ${value.detail}`.trim()]]);
  if (typeof value !== "object") return new Map([[path, String(value)]]);
  const parts = Object.entries(value).map(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
  return new Map(parts.flatMap((part) => [...part]));
}

/** `svc_7f322244e18d2f77817e` says nothing to people; beside it stands a name. */
function isId(value: unknown): boolean {
  return typeof value === "string" && /^[a-z]+_[0-9a-f]{20}$/.test(value);
}

/** A line of what a change to the datacenter came to. */
function isDifference(value: unknown): value is Record<"sign" | "what" | "detail", string> {
  return typeof value === "object" && value !== null && "sign" in value && "what" in value && "detail" in value;
}

function depthOf(path: string): number {
  return path.split(".").length;
}
