/** dc audit: the newest entries of the audit log. */
import { z } from "zod";
import { personNamed } from "../../src/app/people.ts";
import { show } from "../../src/bot/answers.ts";
import { text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { auditCard } from "../../src/cards/audit-card.ts";

const MOST = 30;

export const dcAudit = command({
  words: "dc audit",
  summary: "Who did what, and what it changed, the newest first",
  example: "dc audit --by ana",
  permission: "datacenter.edit",
  args: z.object({ for: text("ID").optional(), by: text("PERSON").optional() }),
  positional: [],
  async run({ for: subject, by }, { app, actor }) {
    const person = by === undefined ? {} : { person: (await personNamed(app, by, actor)).id };
    const entries = await app.audit.list({ ...(subject === undefined ? {} : { subject }), ...person, most: MOST });
    return show(auditCard(entries, (await app.datacenters.settings()).timeZone));
  },
});
