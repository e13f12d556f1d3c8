/** How much the engine does at once. */
import type { Card } from "./card.ts";

export function throttleCard({ workflows, light, heavy }: { workflows: number; light: number; heavy: number }): Card {
  const facts = [
    { label: "Workflows at most", value: String(workflows) },
    { label: "Light at once", value: String(light) },
    { label: "Heavy at once", value: String(heavy) },
  ];
  return { title: "Throttle", tone: "plain", blocks: [{ type: "facts", facts }], buttons: [] };
}
