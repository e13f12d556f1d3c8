/** Deletes a disk that no machine uses. */

import { rmSync } from "node:fs";
import { readJson } from "./shared/files.mjs";
import { alone, journal, machineAt, places } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("delete-disk", ["host", "vm", "uuid"], (at) => alone(at, () => deleted(at)));

function deleted(at) {
  if (machineAt(at) !== null) throw new Failure(`the disk belongs to ${at.vm}, which is still defined`);
  const isThere = readJson(places.disk(at)) !== null;
  rmSync(places.disk(at), { force: true });
  journal(at, "delete-disk", isThere ? "deleted" : "nothing");
  return { say: `the disk of ${at.vm} is deleted` };
}
