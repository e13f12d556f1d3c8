/** Starts a stopped machine. */

import { uuidOf } from "./shared/machines.mjs";
import { moved } from "./shared/moves.mjs";
import { addressOf } from "./shared/networks.mjs";
import { MACHINE, task } from "./shared/task.mjs";
import { tried } from "./shared/virsh.mjs";

const START = {
  ...{ from: ["stopped"], to: "running", doing: "starting", did: "started" },
  words: (ref) => ["start", ref],
};

await task(MACHINE, async (at) => {
  const { ref, said } = await started(at);
  return { say: `${at.vm} ${said}`, state: "running", address: await addressOf(at, ref) };
});

/** Mostly it is as we believe, and each look takes time: what is off and ours is just started. */
async function started(at) {
  const ref = uuidOf(at.id);
  const { ok } = await tried(at, ["start", ref]);
  return ok ? { ref, said: "was started" } : moved(at, START);
}
