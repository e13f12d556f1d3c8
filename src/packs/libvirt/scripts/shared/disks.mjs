/** Disks: volumes of a storage pool, the size of what machines have, and the images that templates begin with. */

import { volumeOf } from "./machines.mjs";
import { Failure } from "./task.mjs";
import { tried, triedWith, virsh } from "./virsh.mjs";

export const GIB = 1024 ** 3;

/** The volume, `{ path, bytes }`, or null when the pool has none of this name. */
export async function volumeIn(at, name) {
  const { ok, out } = await tried(at, ["vol-dumpxml", name, "--pool", at.pool]);
  return ok ? readVolume(out) : null;
}

/** The same from what virsh says of it; null from nothing. */
export function readVolume(xml) {
  const [, path] = /<target>\s*<path>([^<]*)<\/path>/.exec(xml) ?? [];
  const [, bytes = "0"] = /<capacity unit='bytes'>(\d+)</.exec(xml) ?? [];
  return path === undefined ? null : { path, bytes: Number(bytes) };
}

/** The image of a template is the volume of its name. */
export function imageOf({ template }) {
  return `${template}.qcow2`;
}

/** Makes the machine's disk, as a layer over `image` or blank without one, unless it is there. */
export async function makeVolume(at, image) {
  const { ok, error } = await triedWith(at, ["vol-create", at.pool], volumeXml(at, image));
  if (ok || (await volumeIn(at, volumeOf(at)))) return;
  throw new Failure(`making a disk for ${at.vm} in pool ${at.pool} on host ${at.host}: ${error}`);
}

/** That disk for libvirt. Version 1.1 of qcow2 lets disks with snapshots grow. */
function volumeXml(at, image) {
  const backing = image ? `<backingStore><path>${image.path}</path><format type='qcow2'/></backingStore>` : "";
  return `<volume>
  <name>${volumeOf(at)}</name>
  <capacity unit='GiB'>${Number(at.size)}</capacity>
  <target><format type='qcow2'/><compat>1.1</compat></target>
  ${backing}
</volume>`;
}

/** The machine's disks, `[{ target, source }]`, without its drives for media. */
export async function disksOf(at, ref) {
  const out = await virsh(at, `looking at the disks of ${at.vm}`, ["domblklist", ref, "--details", "--inactive"]);
  const rows = out.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([, device, target, source]) =>
    device === "disk" && source !== "-" ? [{ target, source }] : [],
  );
}

/** Lets the machine's first disk grow to so many GB. Fails when that would be less than there is. */
export async function growDisk(at, ref, sizeGb, isRunning) {
  const [disk] = await disksOf(at, ref);
  if (!disk) throw new Failure(`${at.vm} has no disk on host ${at.host}`);
  const bytes = await diskBytes(at, ref, disk);
  if (bytes === sizeGb * GIB) return false;
  if (bytes > sizeGb * GIB) throw new Failure(`the disk of ${at.vm} is larger than ${sizeGb} GB, and disks only grow`);
  const words = isRunning
    ? ["blockresize", ref, disk.target, `${sizeGb}G`]
    : ["vol-resize", disk.source, `${sizeGb}G`, ...(disk.source.startsWith("/") ? [] : ["--pool", at.pool])];
  await virsh(at, `growing the disk of ${at.vm}`, words);
  return true;
}

async function diskBytes(at, ref, { target }) {
  const out = await virsh(at, `looking at the disk of ${at.vm}`, ["domblkinfo", ref, target]);
  return Number(/^Capacity:\s+(\d+)/m.exec(out)?.[1] ?? 0);
}
