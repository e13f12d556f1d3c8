/** Asks a guest to shut down by its power button, and waits; libvirt answers at once, whether or not the guest obeys. */

import { machineOrFail } from "./machines.mjs";
import { virsh } from "./virsh.mjs";

/** Milliseconds between two looks, and after how many of them the button is pressed again: a guest that boots misses it. */
const LOOK = 250;
const LOOKS_A_PRESS = 8;

/** Whether it is stopped after `patience` seconds at most. A paused guest is woken first: it hears nothing. */
export async function obeys(at, patience) {
  const until = Date.now() + patience * 1000;
  for (let looks = 0; ; looks += 1) {
    const { ref, state } = await machineOrFail(at);
    if (state === "stopped") return true;
    if (Date.now() >= until) return false;
    if (state === "paused") await virsh(at, `waking ${at.vm}`, ["resume", ref]);
    if (looks % LOOKS_A_PRESS === 0) await press(at, ref);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

/** Between our look and our press it may have gone off by itself. */
async function press(at, ref) {
  await virsh(at, `asking ${at.vm} to shut down`, ["shutdown", ref, "--mode", "acpi"]).catch(async (error) => {
    if ((await machineOrFail(at)).state !== "stopped") throw error;
  });
}
