/** Defines a machine on its host under its name; the name belongs to it there from then on. */

import { definitionOf } from "./shared/definition.mjs";
import { nicOf } from "./shared/networks.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried, triedWith } from "./shared/virsh.mjs";

await task([...MACHINE, "disk", "vcpu", "memory", "network"], async (at) => {
  const [{ ok: accelerated }, nic] = await Promise.all([
    tried(at, ["domcapabilities", "--virttype", "kvm"]),
    nicOf(at),
  ]);
  const { ok, error } = await triedWith(at, ["define"], definitionOf(at, { accelerated, nic }));
  if (!ok) throw new Failure(`defining ${at.vm} on host ${at.host}: ${error}`);
  return { say: `${at.vm} is defined on host ${at.host}` };
});
