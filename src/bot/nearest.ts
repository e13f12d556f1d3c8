/** Which of some words was probably meant. */

/** The nearest by edit distance; undefined when none is near enough to be meant. */
export function nearest(said: string, words: readonly string[]): string | undefined {
  const near = words
    .map((word) => ({ word, away: distance(said.toLowerCase(), word) }))
    .sort((a, b) => a.away - b.away || a.word.localeCompare(b.word));
  const [best] = near;
  return best && best.away <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
}

/** Letters put in, left out, exchanged, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let [before, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same, swapped));
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? Infinity;
}
