/** Makes a machine's disk in its storage pool: a layer over the template's image, or blank where the pool has none. */

import { GIB, imageOf, makeVolume, volumeIn } from "./shared/disks.mjs";
import { volumeOf } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "pool", "template", "size"], async (at) => {
  const image = await volumeIn(at, imageOf(at));
  if (image && image.bytes > at.size * GIB) {
    throw new Failure(
      `the image ${imageOf(at)} is larger than ${at.size} GB, the storage of the template ${at.template}`,
    );
  }
  const { ok, error } = await makeVolume(at, image);
  const volume = await volumeIn(at, volumeOf(at));
  if (!volume) {
    await virsh(at, `looking for the storage pool ${at.pool}`, ["pool-info", at.pool]);
    throw new Failure(`making a disk for ${at.vm} on host ${at.host}: ${ok ? "it is gone again" : error}`);
  }
  const over = image ? `a layer over ${imageOf(at)}` : `blank, since pool ${at.pool} has no ${imageOf(at)}`;
  return { say: `${at.vm} has a disk of ${at.size} GB, ${over}`, path: volume.path };
});
