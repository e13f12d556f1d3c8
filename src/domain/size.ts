/** Sizes of memory and storage as people write them. */

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
