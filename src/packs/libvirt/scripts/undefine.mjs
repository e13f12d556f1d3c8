/** Removes a machine's definition, with its saved memory and what is known of its snapshots; its name is free for others. */

import { machineAt } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried } from "./shared/virsh.mjs";

await task(MACHINE, async (at) => {
  const machine = await machineAt(at);
  if (machine !== null) {
    const words = ["undefine", machine.ref, "--managed-save", "--snapshots-metadata", "--nvram"];
    const { ok, error } = await tried(at, words);
    if (!ok && (await machineAt(at)) !== null) {
      throw new Failure(`undefining ${at.vm} on host ${at.host}: ${error}`);
    }
  }
  return { say: `${at.vm} is not defined on host ${at.host} any more` };
});
