/** dc audit: the entries of the audit log, in a list, in full, or as a file. */
import { z } from "zod";
import { personNamed } from "../../src/app/people.ts";
import { show } from "../../src/bot/answers.ts";
import { flag, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { auditCard, auditDetailsCard, auditFile } from "../../src/cards/audit-card.ts";

/** How many are listed, told in full, and put into a file. */
const MOST = { list: 30, full: 12, file: 100_000 };

export const dcAudit = command({
  words: "dc audit",
  summary: "Who did what, and what it changed, the newest first; of one thing in full, or all of it as a file",
  example: "dc audit --by ana",
  permission: "audit.see",
  args: z.object({ for: text("ID").optional(), by: text("PERSON").optional(), csv: flag().optional() }),
  positional: [],
  async run({ for: subject, by, csv }, { app, actor }) {
    const person = by === undefined ? {} : { person: (await personNamed(app, by, actor)).id };
    const filter = { ...(subject === undefined ? {} : { subject }), ...person };
    if (csv) return asFile(await app.audit.list({ ...filter, most: MOST.file }));
    const { timeZone } = await app.datacenters.settings();
    if (subject === undefined) return show(auditCard(await app.audit.list({ ...filter, most: MOST.list }), timeZone));
    return show(auditDetailsCard(await app.audit.list({ ...filter, most: MOST.full }), timeZone));
  },
});

function asFile(entries: Parameters<typeof auditFile>[0]) {
  const counted = `${entries.length} ${entries.length === 1 ? "entry" : "entries"} of the audit log`;
  const text = entries.length < MOST.file ? counted : `the newest ${counted}; for older ones say --for or --by`;
  return { kind: "text" as const, text, file: { name: "audit.csv", content: auditFile(entries) } };
}
