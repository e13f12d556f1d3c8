/** A list as a card: how many there are, and a line for each. */
import type { Block, Card } from "./card.ts";

/** `counted` is what one of them and several are called; an empty list says so in words. */
export function listCard(counted: readonly [one: string, many: string], columns: string[], rows: string[][]): Card {
  const [one, many] = counted;
  const title = rows.length === 1 ? `1 ${one}` : `${rows.length || "no"} ${many}`;
  const blocks: Block[] = rows.length ? [{ type: "table", columns, rows }] : [];
  return { title, tone: "plain", blocks, buttons: [] };
}
