/** The use cases of requests: submit one, decide on it, edit a draft, tell it what the world did. */
import { candidates } from "../domain/action-name.ts";
import type { Identity } from "../domain/actor.ts";
import type { Details, Request } from "../domain/request.ts";
import type { Decision } from "./decision.ts";
import { kindOf } from "./kinds/index.ts";
import type { RequestStore } from "./store.ts";
import { decided, type Edit, type Engine, edited, opened, type Submission, told } from "./turns.ts";
import type { WorldEvent } from "./world-events.ts";

/** What the use cases of requests work with. */
export type RequestRooms = Engine & { store: RequestStore };

export interface Requests {
  /** Opens a request: a draft, a pending one, or one that runs at once when nobody has to be asked. */
  submit(submission: Submission, by: Identity): Promise<Request>;
  /** A person decides. Throws a Refusal when they may not, or when it is too late. */
  decide(id: string, by: Identity, decision: Decision): Promise<Request>;
  /** Changes the details of a draft; `edit` may throw a Refusal. */
  edit(id: string, by: Identity, edit: Edit): Promise<Request>;
  /** Ignored when it does not matter to the request any more, so that it may be said again. */
  tell(id: string, event: WorldEvent): Promise<Request>;
}

/** A request's machines, which are there only once it was granted. */
function machineIds({ details }: Request): string[] {
  return "machines" in details ? details.machines.map(({ id }) => id) : [];
}

export function startRequests({ store, ...engine }: RequestRooms): Requests {
  const counted = ({ details, businessUnit }: Pick<Request, "details" | "businessUnit">) => {
    return { ...kindOf(details).counted(details), unit: businessUnit, actions: actionsFor(details) };
  };
  const again = (request: Request) => ({ ...counted(request), machines: machineIds(request) });
  return {
    submit: (submission, by) =>
      store.open(counted(submission), by, (id, world) => opened(engine, id, submission, world)),
    decide: (id, by, decision) =>
      store.change(id, by, decision.kind === "retry-jobs" ? again : counted, (request, world) =>
        decided(engine, request, decision, world),
      ),
    edit: (id, by, edit) =>
      store.change(
        id,
        by,
        () => NOTHING_COUNTED,
        (request, world) => edited(engine, request, edit, world),
      ),
    tell: (id, event) => store.change(id, null, counted, (request, world) => told(engine, request, event, world)),
  };
}

/** Every action that its jobs may turn out to be. */
function actionsFor(details: Details): string[] {
  const kind = kindOf(details);
  const inJobs = kind.jobs(details).flatMap(({ action, template }) => candidates(action, template));
  return [...new Set([...inJobs, ...(kind.windingUp?.actions(details) ?? [])])];
}

const NOTHING_COUNTED = { machines: [] };
