/** Saves a machine's memory to disk, so that the host has its memory back; one that is stopped is marked as stored. */

import { machineOrFail, mark } from "./shared/machines.mjs";
import { moved } from "./shared/moves.mjs";
import { MACHINE, task } from "./shared/task.mjs";

const SAVE = {
  ...{ from: ["running", "paused"], to: "stored", doing: "storing", did: "stored" },
  words: (ref) => ["managedsave", ref, "--running"],
};

await task(MACHINE, async (at) => {
  const { ref, state } = await machineOrFail(at);
  if (state !== "stopped") return { say: `${at.vm} ${(await moved(at, SAVE)).said}`, state: "stored" };
  await mark(at, ref, "stored");
  return { say: `${at.vm} is stored; it was stopped, so there is no memory to save`, state: "stored" };
});
