/** Snapshots: taken up to a number, come back to, and let go of. */
import { Refusal } from "../../../domain/refusal.ts";
import type { Machine } from "../../../domain/vm.ts";
import type { ActOnMachines, Particular } from "./particular.ts";

export const snapshot: Particular = {
  judge(details, machines, { datacenter: { mostSnapshots: most } }) {
    for (const machine of machines) {
      requireNew(machine, nameIn(details));
      requireFewer(machine, most);
    }
  },
  leaves: (details, { id }, isDone) => (isDone ? [{ type: "keep-snapshot", vm: id, name: nameIn(details) }] : []),
};

/** It keeps the size that it has by now, and goes on running if it runs. */
export const revert: Particular = { judge: requireSnapshots };

export const unsnapshot: Particular = {
  judge: requireSnapshots,
  leaves: (details, { id }, isDone) => (isDone ? [{ type: "forget-snapshot", vm: id, name: nameIn(details) }] : []),
};

function requireSnapshots(details: ActOnMachines, machines: Machine[]): void {
  for (const machine of machines) requireSnapshot(machine, nameIn(details));
}

function nameIn({ wish }: ActOnMachines): string {
  if (wish?.of === "snapshot") return wish.name;
  throw new Error("acting on a snapshot without a name");
}

function requireNew({ name, snapshots }: Machine, wanted: string): void {
  if (!snapshots.some((one) => one.name === wanted)) return;
  throw new Refusal("duplicate", `${name} has a snapshot ${wanted} already`, "choose another name");
}

function requireFewer({ name, snapshots }: Machine, most: number): void {
  const [oldest] = snapshots;
  if (snapshots.length < most) return;
  const hint = oldest ? `let go of the oldest: vm unsnapshot ${name} --snapshot ${oldest.name}` : "";
  throw new Refusal("over-quota", `${name} has ${snapshots.length} of ${most} snapshots`, hint);
}

function requireSnapshot({ name, snapshots }: Machine, wanted: string): void {
  if (snapshots.some((one) => one.name === wanted)) return;
  const names = snapshots.map((one) => one.name).join(", ");
  const hint = names ? `there is: ${names}` : `take one: vm snapshot ${name}`;
  throw new Refusal("not-found", `${name} has no snapshot ${wanted}`, hint, "snapshot");
}
