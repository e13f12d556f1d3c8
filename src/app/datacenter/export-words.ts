/** Sizes and prices as a datacenter file says them, and its lists in an order of their own. */

const BY_NAME = new Intl.Collator("en", { numeric: true });

/** `64GB` of so many MB. */
export function memory(megabytes: number): string {
  const [unit, word] = UNITS.find(([size]) => megabytes > 0 && megabytes % size === 0) ?? [1, "MB"];
  return `${megabytes / unit}${word}`;
}

const UNITS = [
  [1024 * 1024, "TB"],
  [1024, "GB"],
] as const;

/** `2TB` of so many GB. */
export function storage(gigabytes: number): string {
  return memory(gigabytes * 1024);
}

/** By name, as people count. */
export function sorted<V>(parts: Map<string, V>): [string, V][] {
  return [...parts].sort(([a], [b]) => BY_NAME.compare(a, b) || (a < b ? -1 : 1));
}

/** Those right beneath this path, by their own names. */
export function within<V>(parts: Map<string, V>, path: string): [string, V][] {
  const beneath = sorted(parts).filter(([one]) => one.startsWith(`${path}/`));
  return beneath.map(([one, values]) => [one.slice(path.length + 1), values]);
}
