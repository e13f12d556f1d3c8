/** The actions about which there is something particular. */
import type { VmAction } from "../../../domain/vm.ts";
import type { Particular } from "./particular.ts";
import { rename } from "./rename.ts";
import { resize } from "./resize.ts";
import { restore } from "./restore.ts";
import { revert, snapshot, unsnapshot } from "./snapshots.ts";

const PARTICULARS: Partial<Record<VmAction, Particular>> = { rename, resize, restore, revert, snapshot, unsnapshot };

export function particularOf(action: VmAction): Particular {
  return PARTICULARS[action] ?? {};
}
