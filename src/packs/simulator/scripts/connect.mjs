/** Connects a machine to a network: a card, an address. */

import { claimAddress } from "./shared/addresses.mjs";
import { alone, journal, machineOrFail, saveMachine } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

await task("connect", ["host", "vm", "uuid", "network"], (at) => alone(at, () => connected(at)));

function connected(at) {
  const machine = machineOrFail(at);
  const isNew = machine.address === null;
  const card = isNew ? claimAddress(at) : { address: machine.address, mac: machine.mac };
  if (isNew) saveMachine(at, { ...machine, ...card, network: at.network });
  journal(at, "connect", isNew ? "connected" : "nothing");
  return { say: `${at.vm} is on ${at.network} as ${card.address}`, ...card };
}
