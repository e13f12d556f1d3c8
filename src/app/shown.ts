/** Who asked sees the request's card: not while it is a draft, which they hold in hand, nor of what goes as a schedule has it. */
import { jobsThatAre } from "../../machines/jobs.ts";
import type { Standing } from "../../machines/lifecycle.ts";
import type { Request } from "../domain/request.ts";

/** Is there something on it that who asked has to see, or may press? */
export function isShown({ details }: Pick<Request, "details">, { state, context }: Standing): boolean {
  if (UNASKED.has(state)) return false;
  const isScheduled = details.kind === "vm.action" && details.scheduled !== undefined;
  return !isScheduled || !AS_SCHEDULED.has(state) || jobsThatAre(context.jobs, "asking").length > 0;
}

const UNASKED: ReadonlySet<string> = new Set(["draft", "discarded"]);

/** Nobody has to do anything about it; how it ends is told in a sentence. */
const AS_SCHEDULED: ReadonlySet<string> = new Set(["waiting", "running", "cancelling", "done", "cancelled"]);
