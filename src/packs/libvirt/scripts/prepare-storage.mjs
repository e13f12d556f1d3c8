/** Makes sure that every host has the storage pool, and that it runs. */

import { hostsTask } from "./shared/hosts.mjs";
import { Failure } from "./shared/task.mjs";
import { tried, virsh } from "./shared/virsh.mjs";

await hostsTask(
  ["pool"],
  async (at) => {
    const out = await virsh(at, `looking for the storage pool ${at.pool}`, ["pool-info", at.pool]);
    if (/^State:\s+running/m.test(out)) return;
    const { ok, error } = await tried(at, ["pool-start", at.pool]);
    if (!ok) throw new Failure(`starting the storage pool ${at.pool} on host ${at.host}: ${error}`);
  },
  ({ pool }) => `the storage pool ${pool} is there`,
);
