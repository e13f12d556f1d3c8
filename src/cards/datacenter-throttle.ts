/** How much the engine does at once. */
import type { Block, Card } from "./card.ts";

/** Scripts of one type; `why` none can run here, null when they can. */
export interface PoolView {
  type: string;
  limit: number;
  busy: number;
  why: string | null;
}

interface ThrottleView {
  workflows: number;
  light: number;
  heavy: number;
}

export function throttleCard({ workflows, light, heavy }: ThrottleView, pool: PoolView[]): Card {
  const facts = [
    { label: "Workflows at most", value: String(workflows) },
    { label: "Light at once", value: String(light) },
    { label: "Heavy at once", value: String(heavy) },
  ];
  return { title: "Throttle", tone: "plain", blocks: [{ type: "facts", facts }, poolTable(pool)], buttons: [] };
}

function poolTable(pool: PoolView[]): Block {
  const rows = pool.map(({ type, limit, busy, why }) => {
    const free = why === null ? String(Math.max(0, limit - busy)) : why;
    return [type, String(limit), String(busy), free];
  });
  return { type: "table", columns: ["Scripts", "At once", "Busy", "Free"], rows };
}
