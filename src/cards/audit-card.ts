/** Entries of the audit log, a line each. */
import { changeText } from "./audit-change.ts";
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

export interface AuditLine {
  id: string;
  at: Date;
  who: string;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
}

export function auditCard(entries: AuditLine[], timeZone: string): Card {
  const columns = ["entry", "when", "who", "what", "of", "change"];
  const rows = entries.map(({ id, at, who, action, subject, before, after }) => {
    return [id, momentText(at, timeZone), who, action, subject, changeText(before, after)];
  });
  return listCard(["entry of the audit log", "entries of the audit log"], columns, rows);
}
