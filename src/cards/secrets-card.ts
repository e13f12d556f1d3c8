/** Secrets as a list: all that may be known of them. */
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";
import { listText } from "./text.ts";

export interface SecretLine {
  name: string;
  setAt: Date;
  setBy: string;
  usedBy: string[];
  sealedBy: "current" | "old" | "lost";
}

const KEYS = { current: "current", old: "old: dc secret rotate", lost: "missing from SECRETS_KEY_OLD" } as const;

export function secretsCard(secrets: SecretLine[], timeZone: string): Card {
  const rows = secrets.map(({ name, setAt, setBy, usedBy, sealedBy }) => {
    return [name, momentText(setAt, timeZone), setBy, listText(usedBy), KEYS[sealedBy]];
  });
  return listCard(["secret", "secrets"], ["name", "set", "by", "used by", "key"], rows);
}
