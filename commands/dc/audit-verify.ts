/** dc audit verify: goes along the chain of the audit log. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { seal } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { sealText } from "../../src/cards/audit-card.ts";

export const dcAuditVerify = command({
  words: "dc audit verify",
  summary: "Check that nobody has changed the audit log",
  example: "dc audit verify",
  permission: "audit.see",
  args: z.object({ anchor: seal().optional() }),
  positional: [],
  async run({ anchor }, { app }) {
    const { entries, broken, head } = await app.audit.verify(anchor);
    if (broken !== null) return say(`the audit log does not fit: ${broken}`);
    const next = head && `To show later that none of them is gone, keep this elsewhere: ${sealText(head)}`;
    return say([`audit ok: ${entries} ${entries === 1 ? "entry" : "entries"}`, ...(next ? [next] : [])].join("\n"));
  },
});
