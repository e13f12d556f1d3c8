/** What the audit log is told of a step: where the request stood and stands, by which rule it is asked, what was said. */
import type { Step } from "../../machines/lifecycle.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import type { Request } from "../domain/request.ts";
import type { Change } from "./store.ts";

/** A step that is to be noted; `event` is undefined where a request begins. */
interface Noted {
  action: string;
  before: Request | null;
  request: Request;
  next: Step;
  event?: LifecycleEvent;
}

export function entryOf({ action, before, request, next, event }: Noted): Change["audit"] {
  const { ruling, details } = request;
  const isRuled = ruling !== null && ruling !== before?.ruling;
  return {
    action: `request.${action}`,
    before: before ? { state: before.standing.state, details: before.details } : null,
    after: {
      state: next.standing.state,
      details,
      ...(isRuled ? { rule: { policy: ruling.policy, name: ruling.rule } } : {}),
      ...(event ? saidWith(event) : {}),
    },
  };
}

/** What of an event is neither who nor when, which every entry has, nor of the machine alone. */
const SAID: ReadonlySet<string> = new Set(["comment", "right", "reason", "words", "offer", "to"]);

function saidWith(event: LifecycleEvent): { said?: object } {
  const said = Object.entries(event).filter(([name, value]) => SAID.has(name) && value !== "");
  return said.length ? { said: Object.fromEntries(said) } : {};
}
