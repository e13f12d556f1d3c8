/** The size of a machine as its definition says it. */

/** Processors may come while it runs, up to so many times as many as it begins with. */
export const ROOM_FOR_VCPUS = 4;

/** What the next start brings, and the most that the machine can then be given while it runs: processors, and MB of memory. */
export function sizeIn(xml) {
  const [, current, vcpus = "0"] = /<vcpu\b(?:[^>]*?\bcurrent='(\d+)')?[^>]*>(\d+)</.exec(xml) ?? [];
  const [, memory = "0"] = /<currentMemory unit='KiB'>(\d+)</.exec(xml) ?? [];
  const [, most = "0"] = /<memory unit='KiB'>(\d+)</.exec(xml) ?? [];
  return {
    vcpu: Number(current ?? vcpus),
    mostVcpu: Number(vcpus),
    memoryMb: Math.round(Number(memory) / 1024),
    mostMemoryMb: Math.floor(Number(most) / 1024),
  };
}
