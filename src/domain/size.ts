/** Sizes of memory and storage as people write them, and steps from one size to another. */
import type { Step } from "../../machines/memory.ts";

/** MB in one unit; all units are binary. */
const UNITS: Record<string, number> = { mb: 1, gb: 1024, tb: 1024 * 1024 };

/**
 * Reads `64GB`, `1.5 TB`, `512MB`, or `64`, which means GB, in letters of any case. Returns MB; undefined when it is no
 * size, or comes to a part of a MB.
 */
export function parseSize(text: string): number | undefined {
  const parts = /^(\d{1,9}(?:\.\d{1,10})?)\s*(mb|gb|tb)?$/i.exec(text.trim());
  const megabytes = Number(parts?.[1]) * (UNITS[parts?.[2]?.toLowerCase() ?? "gb"] ?? 0);
  return Number.isInteger(megabytes) ? megabytes : undefined;
}

/** Reads `8GB`, which is a size, and `+8GB` or `-8GB`, which add to one or take from it. Undefined when it is neither. */
export function parseStep(text: string): Step | undefined {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text.trim()) ?? [];
  const amount = parseSize(rest);
  if (amount === undefined) return undefined;
  return { relative: sign !== "", amount: sign === "-" ? -amount : amount };
}
