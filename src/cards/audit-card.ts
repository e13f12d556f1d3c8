/** Entries of the audit log: a line each, in full, or as a file. */
import { changesIn, changeText } from "./audit-change.ts";
import type { Block, Card } from "./card.ts";
import { csvMoment, csvText } from "./csv.ts";
import { listCard } from "./list-card.ts";
import { momentText } from "./moment.ts";

export interface AuditLine {
  id: string;
  at: Date;
  person: string | null;
  identity: string;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
}

const COUNTED = ["entry of the audit log", "entries of the audit log"] as const;

/** Many, a line each. */
export function auditCard(entries: AuditLine[], timeZone: string): Card {
  const columns = ["entry", "when", "who", "what", "of", "change"];
  const rows = entries.map((entry) => {
    const { id, at, action, subject, before, after } = entry;
    return [id, momentText(at, timeZone), whoIn(entry), action, subject, changeText(before, after)];
  });
  return listCard(COUNTED, columns, rows);
}

/** A few, each with everything that it changed. */
export function auditDetailsCard(entries: AuditLine[], timeZone: string): Card {
  const blocks = entries.flatMap((entry): Block[] => {
    const { id, at, action, subject, before, after } = entry;
    const text = `${id} · ${momentText(at, timeZone)} · ${whoIn(entry)} · ${action} ${subject}`;
    const facts = changesIn(before, after);
    return [{ type: "text", text }, ...(facts.length ? [{ type: "facts" as const, facts }] : [])];
  });
  return {
    ...listCard(
      COUNTED,
      [],
      entries.map(() => []),
    ),
    blocks,
  };
}

/** All of them as a table for other programs: moments in UTC, values as JSON. */
export function auditFile(entries: AuditLine[]): string {
  const columns = ["entry", "at (UTC)", "person", "identity", "action", "subject", "before", "after"];
  const json = (value: unknown) => (value === null || value === undefined ? "" : JSON.stringify(value));
  const rows = entries.map(({ id, at, person, identity, action, subject, before, after }) => {
    return [id, csvMoment(at), person ?? "", identity, action, subject, json(before), json(after)];
  });
  return csvText(columns, rows);
}

/** A seal as people keep it: `12:3f9a…`. */
export function sealText({ position, hash }: { position: number; hash: string }): string {
  return `${position}:${hash}`;
}

function whoIn({ person, identity }: AuditLine): string {
  return person === null ? identity : `${person}, ${identity}`;
}
