/** The question about an idle reservation: keep it, or give back what lies unused. */
import type { Card } from "./card.ts";

interface IdleView {
  name: string;
  memory: number;
  storage: number;
  days: number;
}

export function idleCard({ name, memory, storage, days }: IdleView): Card {
  const text = `Of ${name} ${memory} % of its memory and ${storage} % of its storage lay unused in the last ${days} days. Return opens the draft of a change without it; Keep leaves it as it is, and nobody asks again for a while. Nothing is taken back by itself.`;
  return {
    title: `${name} lies idle`,
    tone: "waiting",
    blocks: [{ type: "text", text }],
    buttons: [
      { verb: "Keep", id: name },
      { verb: "Return", id: name },
    ],
  };
}
