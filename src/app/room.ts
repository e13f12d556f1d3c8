/** Whether the engine has room for a request's jobs, and what people are told when it has not. */
import { jobsThatAre } from "../../machines/jobs.ts";
import { loadText } from "../domain/admission.ts";
import { EngineFull, Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import type { Admission } from "./engine.ts";
import { kindOf } from "./kinds/index.ts";
import type { World } from "./store.ts";

/** A request, or one that is only asked for so far. */
type Asked = Pick<Request, "details"> & Partial<Pick<Request, "standing">>;

/** Would the engine accept all of its jobs now? Under maintenance it accepts none. */
export function hasRoom(admission: Admission, asked: Asked, { load, maintenance }: World): boolean {
  return maintenance === null && admission.accepts(needed(asked), load);
}

/** What is larger than the engine will never fit, however long it waits. */
export function refuseTooMany(asked: Asked, { load }: World): void {
  const { details } = asked;
  if (needed(asked) <= load.most || !kindOf(details).counted(details).engine) return;
  const sentence = `the engine never carries as much at once: ${loadText(needed(asked), load)}`;
  throw new Refusal("busy", sentence, `ask for at most ${load.most}`);
}

/** Under maintenance nobody asks for new work; what was asked for before may still be decided on. */
export function refuseUnderMaintenance({ maintenance }: World): void {
  if (maintenance === null) return;
  const sentence = `no new work is taken in${maintenance ? `: ${maintenance}` : ""}`;
  throw new Refusal("maintenance", sentence, "look around and decide meanwhile; ask again when it is over");
}

/** The refusal of what may wait for its turn, with the four numbers. */
export function refuseBusy(asked: Asked, { load }: World): never {
  const sentence = `the engine is full: ${loadText(needed(asked), load)}`;
  throw new EngineFull(sentence, "try again later, or join the line with --wait");
}

/** The number of its jobs that have to run: all of them, but for those that ended well or were given up. */
export function needed({ details, standing }: Asked): number {
  const over = standing
    ? [...jobsThatAre(standing.context.jobs, "done"), ...jobsThatAre(standing.context.jobs, "cancelled")]
    : [];
  return kindOf(details)
    .jobs(details)
    .filter(({ id }) => !over.includes(id)).length;
}
