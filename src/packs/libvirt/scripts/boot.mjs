/** Starts a stopped machine. */

import { moved } from "./shared/moves.mjs";
import { addressOf } from "./shared/networks.mjs";
import { MACHINE, task } from "./shared/task.mjs";

const START = {
  ...{ from: ["stopped"], to: "running", doing: "starting", did: "started" },
  words: (ref) => ["start", ref],
};

await task(MACHINE, async (at) => {
  const { ref, said } = await moved(at, START);
  return { say: `${at.vm} ${said}`, state: "running", address: await addressOf(at, ref) };
});
