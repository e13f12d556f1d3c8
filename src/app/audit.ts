/** The audit log with the attempts that were refused. */
import type { Identity } from "../domain/actor.ts";
import type { Refusal, RefusalCode } from "../domain/refusal.ts";
import type { Audit } from "./app.ts";
import type { AuditChain, AuditLog } from "./audit-ports.ts";

/** Refusals that may be somebody trying what is not theirs. */
const ATTEMPTS: ReadonlySet<RefusalCode> = new Set([
  "forbidden",
  "not-found",
  "self-approval",
  "not-offered",
  "unknown-person",
]);

export function startAudit(log: AuditLog & AuditChain): Audit {
  return {
    ...log,
    async refused(identity: Identity, { code, message }: Refusal): Promise<void> {
      if (ATTEMPTS.has(code))
        await log.note({ identity, action: "refused", subject: code, after: { sentence: message } });
    },
  };
}
