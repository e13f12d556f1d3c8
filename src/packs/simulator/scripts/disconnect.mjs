/** Takes a machine off its network; its address is free for others. */

import { claimAddress, releaseAddress } from "./shared/addresses.mjs";
import { alone, journal, machineAt, saveMachine } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

await task("disconnect", ["host", "vm", "uuid"], (at) => alone(at, () => disconnected(at)));

function disconnected(at) {
  const machine = machineAt(at);
  const address = machine?.address ?? null;
  if (address !== null) saveMachine(at, { ...machine, network: null, mac: null, address: null });
  // An interrupted connect may have claimed an address without saving it: claiming finds that one again.
  releaseAddress(at, address ?? claimAddress(at).address);
  journal(at, "disconnect", address === null ? "nothing" : "disconnected");
  return { say: `${at.vm} is on no network` };
}
