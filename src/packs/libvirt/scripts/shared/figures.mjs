/** What libvirt says of one machine, read as a line of a survey. */

import { GIB } from "./disks.mjs";
import { marked, STANDING, stateIn } from "./machines.mjs";
import { sizeIn } from "./size.mjs";

const MIB = 1024 ** 2;

/** Asked of a machine, for `lineOf` to read. */
export const QUESTIONS = ["dumpxml --inactive", "domblkinfo --all", "domstats", ...STANDING];

/** `said`: the answers to the questions, in their order; null for a machine that is gone. */
export function lineOf([xml, disks, stats, state, saved]) {
  const [, name] = /<name>([^<]*)<\/name>/.exec(xml) ?? [];
  if (name === undefined || state === "") return null;
  const { id, stored } = marked(xml);
  const standing = stateIn(state, saved);
  const { vcpu, memoryMb } = sizeIn(xml);
  const sizes = sizesOf(xml, disks);
  return {
    ...{ id, name: unescaped(name), state: standing === "stopped" && stored ? "stored" : standing },
    ...{ vcpu, memoryMb, diskGb: Math.ceil(sum(sizes, "capacity") / GIB), address: null },
    ...usedOf(stats),
    diskUsedMb: Math.ceil(sum(sizes, "physical") / MIB),
  };
}

/** Of a machine that does not run there is nothing to measure. */
function usedOf(stats) {
  const figure = (name) => {
    const [, value] = new RegExp(`^\\s*${name.replaceAll(".", "\\.")}=(\\d+)$`, "m").exec(stats) ?? [];
    return value === undefined ? null : Number(value);
  };
  const [time, free, all, resident] = ["cpu.time", "balloon.unused", "balloon.available", "balloon.rss"].map(figure);
  if (resident === null) return { cpuSeconds: null, memoryUsedMb: null };
  const kib = free !== null && all !== null ? all - free : resident;
  return { cpuSeconds: time === null ? null : Math.floor(time / 1e9), memoryUsedMb: Math.ceil(kib / 1024) };
}

/** `vda  1073741824  99106816  99352576`: target, capacity, allocation, physical; drives for media do not count. */
function sizesOf(xml, disks) {
  const targets = [...xml.matchAll(/<disk\b[^>]*device='disk'[^>]*>[\s\S]*?<target dev='([^']+)'/g)].map(
    ([, dev]) => dev,
  );
  return disks.split("\n").flatMap((line) => {
    const [target, capacity, , physical] = line.trim().split(/\s+/);
    return targets.includes(target) ? [{ capacity: Number(capacity) || 0, physical: Number(physical) || 0 }] : [];
  });
}

function sum(sizes, of) {
  return sizes.reduce((total, size) => total + size[of], 0);
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };

function unescaped(text) {
  return text.replaceAll(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]);
}
