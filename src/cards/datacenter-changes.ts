/** What was changed of the datacenter, or would be. */
import type { Block, Card } from "./card.ts";

/** New (`+`), changed (`~`) or gone (`-`). */
export interface ChangeLine {
  sign: "+" | "~" | "-";
  /** `host h1` */
  what: string;
  /** `memory 64 GB → 128 GB` */
  detail: string;
}

export function changesCard(changes: ChangeLine[], state: "made" | "planned"): Card {
  const rows = changes.map(({ sign, what, detail }) => [sign, what, detail]);
  const blocks: Block[] = rows.length ? [{ type: "table", columns: ["±", "what", "detail"], rows }] : [];
  return { title: titleOf(rows.length, state), tone: "plain", blocks, buttons: [] };
}

function titleOf(count: number, state: "made" | "planned"): string {
  if (count === 0) return "nothing to do";
  const counted = count === 1 ? "1 change" : `${count} changes`;
  return state === "made" ? `${counted} made` : `${counted} to make`;
}
