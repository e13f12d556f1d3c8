/** The hierarchy, a line for each thing that holds something: what it may take, and what machines take of it. */
import type { Amounts, Limits } from "../domain/amount.ts";

export interface Holding {
  kind: "business unit" | "infrastructure" | "service" | "role";
  /** The names from the business unit down to this. */
  path: string[];
  costCenter: string;
  /** What else is said of it: its state, its environment, its templates. */
  says: string;
  /** What it may take; null where nothing is set. */
  granted: Limits;
  /** What its machines take. */
  allocated: Amounts;
  /** The last day of an infrastructure that is seen whole; null: none. */
  until: string | null;
}

/** `shop`, `└ web`, `└─ front`: one step further to the right for each step down. */
export function branchText({ path }: Pick<Holding, "path">): string {
  const name = path.at(-1) ?? "";
  return path.length < 2 ? name : `└${"─".repeat(path.length - 2)} ${name}`;
}

/** A column for each level, for files; the last is a role. */
export const LEVELS = ["business unit", "cost centre", "infrastructure", "service", "role"];

export function levelsOf({ path: [unit = "", ...below], costCenter }: Holding): string[] {
  return [unit, costCenter, ...Array.from({ length: 3 }, (_, at) => below[at] ?? "")];
}
