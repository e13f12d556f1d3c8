/** Spans of time as people type them: `2d`, `3h`, `1d12h`. */
const UNITS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** Milliseconds, or null when it is not a span of time. */
export function parseDuration(text: string): number | null {
  const compact = text.replaceAll(/\s+/g, "").toLowerCase();
  if (!/^(\d{1,9}[wdhms])+$/.test(compact)) return null;
  return [...compact.matchAll(/(\d+)([wdhms])/g)].reduce((sum, part) => sum + milliseconds(part), 0);
}

function milliseconds([, amount, unit]: RegExpExecArray): number {
  const size = Object.entries(UNITS).find(([letter]) => letter === unit)?.[1] ?? 0;
  return Number(amount) * size;
}
