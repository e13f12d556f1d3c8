/** Names that people give to things, and paths made of them. */
import { Refusal } from "./refusal.ts";

const LONGEST = 40;
const NAME = new RegExp(`^[a-z][a-z0-9-]{0,${LONGEST - 1}}$`);

/** Is this a name: a lower-case letter, then up to 39 of a–z, 0–9 and `-`? */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** The names that a request for `count` machines takes: `web`, or `web-1` … `web-N`. */
export function machineNames(name: string, count: number | null): string[] {
  if (count === null) return [name];
  const names = Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);
  const last = names.at(-1) ?? name;
  if (isName(last)) return names;
  throw new Refusal(
    "bad-arguments",
    `${last} is longer than a name may be (${LONGEST} letters)`,
    `choose a name of at most ${LONGEST - (last.length - name.length)} letters`,
  );
}
