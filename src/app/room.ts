/** Whether the engine has room for a request's jobs, and what people are told when it has not. */
import { loadText } from "../domain/admission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Details } from "../domain/request.ts";
import type { Admission } from "./engine.ts";
import { kindOf } from "./kinds/index.ts";
import type { World } from "./store.ts";

/** Would the engine accept all of its jobs now? */
export function hasRoom(admission: Admission, details: Details, { load }: World): boolean {
  return admission.accepts(needed(details), load);
}

/** What is larger than the engine will never fit, however long it waits. */
export function refuseTooMany(details: Details, { load }: World): void {
  if (needed(details) <= load.most || !kindOf(details).counted(details).engine) return;
  const sentence = `the engine never carries as much at once: ${loadText(needed(details), load)}`;
  throw new Refusal("busy", sentence, `ask for at most ${load.most}`);
}

/** The refusal of what would fit at another time, with the four numbers. */
export function refuseBusy(details: Details, { load }: World): never {
  const hint = "try again later, or join the line with --wait";
  throw new Refusal("busy", `the engine is full: ${loadText(needed(details), load)}`, hint);
}

function needed(details: Details): number {
  return kindOf(details).jobs(details).length;
}
