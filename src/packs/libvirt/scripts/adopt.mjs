/** Makes a machine that others made ours: its definition is marked with our id. */

import { machineAt, mark, marked, NAMESPACE } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried, virsh } from "./shared/virsh.mjs";

await task(MACHINE, async (at) => {
  if (await machineAt(at)) return { say: `${at.vm} is ours already` };
  const ref = (await virsh(at, `looking for ${at.vm}`, ["domuuid", at.vm])).trim();
  const { id } = marked((await tried(at, ["metadata", ref, NAMESPACE, "--config"])).out);
  if (id !== null) throw new Failure(`${at.vm} on host ${at.host} belongs to somebody else, as ${id}`);
  await mark(at, ref, "");
  return { say: `${at.vm} on host ${at.host} is ours now` };
});
