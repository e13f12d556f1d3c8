/** Makes a machine that runs: its disk in the storage pool, its definition under its name, and its start. */

import { definitionOf } from "./shared/definition.mjs";
import { GIB, imageOf, makeVolume, readVolume } from "./shared/disks.mjs";
import { volumeOf } from "./shared/machines.mjs";
import { nicOf } from "./shared/networks.mjs";
import { started } from "./shared/starting.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { triedWith, virshAll } from "./shared/virsh.mjs";

/** One task, because each is a process of its own, and all of it takes little longer than the start alone. */
await task([...MACHINE, "pool", "template", "size", "vcpu", "memory", "network"], async (at) => {
  const [{ folder, image, accelerated }, nic] = await Promise.all([lookAround(at), nicOf(at)]);
  await makeVolume(at, image);
  await define(at, definitionOf(at, { accelerated, nic, disk: `${folder}/${volumeOf(at)}` }));
  const { said, ...outputs } = await started(at);
  const over = image ? `a layer over ${imageOf(at)}` : `blank, since pool ${at.pool} has no ${imageOf(at)}`;
  return { say: `${at.vm} ${said} on host ${at.host}; its disk of ${at.size} GB is ${over}`, ...outputs };
});

async function define(at, definition) {
  const { ok, error } = await triedWith(at, ["define"], definition);
  if (!ok) throw new Failure(`defining ${at.vm} on host ${at.host}: ${error}`);
}

/** The pool's folder, the template's image, and whether the host has KVM. */
async function lookAround(at) {
  const [pool, volume, kvm] = await virshAll(at, `looking for the storage pool ${at.pool}`, [
    `pool-dumpxml ${at.pool}`,
    `vol-dumpxml ${imageOf(at)} --pool ${at.pool}`,
    "domcapabilities --virttype kvm",
  ]);
  const [, folder] = /<target>\s*<path>([^<]*)<\/path>/.exec(pool) ?? [];
  if (folder === undefined) throw new Failure(`host ${at.host} has no storage pool ${at.pool}`);
  const image = readVolume(volume);
  if (image && image.bytes > at.size * GIB) {
    throw new Failure(
      `the image ${imageOf(at)} is larger than ${at.size} GB, the storage of the template ${at.template}`,
    );
  }
  return { folder, image, accelerated: kvm !== "" };
}
