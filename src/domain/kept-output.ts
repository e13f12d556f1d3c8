/** What a task put out, parted: simple values stay in the data item, the rest is kept beside it with a placeholder. */

type Outputs = Record<string, unknown>;

/** Stands in the data item for a value that is kept elsewhere. No simple value is an object, so any object is one. */
interface Placeholder {
  /** Its length as JSON, in letters. */
  kept: number;
}

/** Letters of the longest text that counts as simple. */
const LONGEST_SIMPLE = 1000;

/** `simple` has a placeholder for each of `kept`. */
export function parted(outputs: Outputs): { simple: Outputs; kept: Outputs } {
  const entries = Object.entries(outputs);
  const kept = entries.filter(([, value]) => !isSimple(value));
  const simple = entries.map(([name, value]) => [name, isSimple(value) ? value : placeholder(value)]);
  return { simple: Object.fromEntries(simple), kept: Object.fromEntries(kept) };
}

/** Does this value of a data item only stand for one that is kept elsewhere? */
export function isPlaceholder(value: unknown): value is Placeholder {
  return typeof value === "object" && value !== null;
}

function isSimple(value: unknown): boolean {
  return typeof value === "string" ? value.length <= LONGEST_SIMPLE : value === null || typeof value !== "object";
}

function placeholder(value: unknown): Placeholder {
  return { kept: JSON.stringify(value).length };
}
