/** Tasks that bring a machine from one state into another; a machine that is there already is left alone. */

import { machineOrFail } from "./machines.mjs";
import { Failure, MACHINE, task } from "./task.mjs";
import { tried } from "./virsh.mjs";

/** Runs such a task; `move` is what `moved` takes. */
export function moveTask(move) {
  return task(MACHINE, async (at) => {
    const { said } = await moved(at, move);
    return { say: `${at.vm} ${said}`, state: move.to };
  });
}

/**
 * `move`: `{ from, to, words(ref), doing, did }`. Answers `{ ref, said }`. Where the host refuses, but the machine is there
 * all the same, somebody was quicker. Fails in a state that is neither.
 */
export async function moved(at, { from, to, words, doing, did }) {
  const { ref, state } = await machineOrFail(at);
  if (state === to) return { ref, said: `is ${to} already` };
  if (!from.includes(state))
    throw new Failure(`${at.vm} is ${state}; only a ${from.join(" or ")} machine can be ${did}`);
  const { ok, error } = await tried(at, words(ref));
  if (!ok && (await machineOrFail(at)).state !== to) {
    throw new Failure(`${doing} ${at.vm} on host ${at.host}: ${error}`);
  }
  return { ref, said: `was ${did}` };
}
