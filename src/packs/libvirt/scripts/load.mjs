/** Brings a stored machine back, with its memory where that was saved. */

import { mark } from "./shared/machines.mjs";
import { moved } from "./shared/moves.mjs";
import { addressOf } from "./shared/networks.mjs";
import { MACHINE, task } from "./shared/task.mjs";

const LOAD = {
  ...{ from: ["stored", "stopped"], to: "running", doing: "restoring", did: "restored" },
  words: (ref) => ["start", ref],
};

await task(MACHINE, async (at) => {
  const { ref, said } = await moved(at, LOAD);
  await mark(at, ref, "");
  return { say: `${at.vm} ${said}`, state: "running", address: await addressOf(at, ref) };
});
