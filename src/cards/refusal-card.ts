/** A refusal with buttons, where a platform shows buttons on cards alone. */
import type { Refusal } from "../domain/refusal.ts";
import type { Button, Card } from "./card.ts";

export function refusalCard({ code, message, hint }: Refusal, buttons: Button[]): Card {
  const text = [message, hint].filter(Boolean).join("\n");
  return { title: `Refused: ${code}`, tone: "bad", blocks: [{ type: "text", text }], buttons };
}
