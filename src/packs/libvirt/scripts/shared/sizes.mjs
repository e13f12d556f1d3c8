/** The size of a machine: live where libvirt can change it so, otherwise with the machine off for a moment. */

import { obeys } from "./asking.mjs";
import { growDisk } from "./disks.mjs";
import { machineOrFail, mark, marked } from "./machines.mjs";
import { ROOM_FOR_VCPUS, sizeIn } from "./size.mjs";
import { virsh, virshAll } from "./virsh.mjs";

/** Seconds that a guest may take to shut down before its power is cut. */
const PATIENCE = 60;

/** Brings the machine to this size, `{ vcpu, memoryMb, diskGb }`; answers how that was done, as words. Its state stays. */
export async function resized(at, size) {
  const { ref, state } = await machineOrFail(at);
  const isRunning = state === "running";
  const now = await sizeOf(at, ref);
  const same = now.vcpu === size.vcpu && now.memoryMb === size.memoryMb;
  const rests = state === "stopped" && now.resting;
  if (!rests && (same || !isRunning || (await canLive(at, ref, now, size)))) {
    await growDisk(at, ref, size.diskGb, isRunning);
    if (!same) await setSize(at, ref, size, isRunning);
    if (now.resting) await mark(at, ref, "");
    return isRunning ? "while it ran" : "while it was off";
  }
  await resizedAtRest(at, ref, size);
  return "with a restart";
}

/** It runs afterwards, also with its old size where it cannot get the new one. */
async function resizedAtRest(at, ref, size) {
  await mark(at, ref, "resting");
  if (!(await obeys(at, PATIENCE))) await virsh(at, `cutting the power of ${at.vm}`, ["destroy", ref]);
  try {
    await growDisk(at, ref, size.diskGb, false);
    await setSize(at, ref, size, false);
  } finally {
    await virsh(at, `starting ${at.vm}`, ["start", ref]);
    await mark(at, ref, "");
  }
}

/** What the next start brings, and whether it rests for that. */
async function sizeOf(at, ref) {
  const xml = await virsh(at, `looking at ${at.vm}`, ["dumpxml", ref, "--inactive"]);
  return { ...sizeIn(xml), resting: marked(xml).resting };
}

/**
 * Memory can be had back and given anew up to what the machine began with; processors can come, and going is up to the guest.
 * To a snapshot with other processors libvirt cannot go back while it runs, so with snapshots none come.
 */
async function canLive(at, ref, now, size) {
  const [snapshots] = await virshAll(at, `looking at ${at.vm}`, [`snapshot-list ${ref} --name`]);
  const vcpuStays = size.vcpu === now.vcpu;
  return (
    size.memoryMb <= now.mostMemoryMb &&
    (vcpuStays || (snapshots === "" && size.vcpu > now.vcpu && size.vcpu <= now.mostVcpu))
  );
}

/** Off, the most goes up first and comes down last, because the current value may never be above it. */
async function setSize(at, ref, { vcpu, memoryMb }, isRunning) {
  const doing = `resizing ${at.vm}`;
  const live = isRunning ? ["--live"] : [];
  if (!isRunning) {
    await virsh(at, doing, ["setmaxmem", ref, `${memoryMb}M`, "--config"]);
    await virsh(at, doing, ["setvcpus", ref, String(vcpu * ROOM_FOR_VCPUS), "--config", "--maximum"]);
  }
  await virsh(at, doing, ["setmem", ref, `${memoryMb}M`, "--config", ...live]);
  const { vcpu: now } = await sizeOf(at, ref);
  if (now !== vcpu) await virsh(at, doing, ["setvcpus", ref, String(vcpu), "--config", ...live]);
}
