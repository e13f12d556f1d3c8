/** dc audit verify: goes along the chain of the audit log. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";

export const dcAuditVerify = command({
  words: "dc audit verify",
  summary: "Check that nobody has changed the audit log",
  example: "dc audit verify",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { entries, broken } = await app.audit.verify();
    if (broken !== null) return say(`the audit log does not fit: ${broken}`);
    return say(`audit ok: ${entries} ${entries === 1 ? "entry" : "entries"}`);
  },
});
