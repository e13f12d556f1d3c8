/** The lock of a task in words. */
import type { TaskLock } from "./action-view.ts";

/** `alone under lock images per from host.name, before it scripts/fetch.sh` */
export function taskLockText({ name, per, before, after }: TaskLock): string {
  return [
    `alone under lock ${name}${per === null ? "" : ` per ${per}`}`,
    ...(before === null ? [] : [`before it ${before}`]),
    ...(after === null ? [] : [`after it ${after}`]),
  ].join(", ");
}
