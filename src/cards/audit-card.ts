/** Entries of the audit log, a line each. */
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

export interface AuditLine {
  id: string;
  at: Date;
  who: string;
  action: string;
  subject: string;
}

export function auditCard(entries: AuditLine[], timeZone: string): Card {
  const columns = ["entry", "when", "who", "what", "of"];
  const rows = entries.map(({ id, at, who, action, subject }) => [id, momentText(at, timeZone), who, action, subject]);
  return listCard(["entry of the audit log", "entries of the audit log"], columns, rows);
}
