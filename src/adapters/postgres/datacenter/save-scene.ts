/** What everything that saves a change of the datacenter works with. */
import type { DatacenterChange } from "../../../app/datacenter/port.ts";
import type { Tx } from "../pool.ts";

/** A change in the middle of being saved. */
export interface SaveScene {
  tx: Tx;
  now: Date;
  change: DatacenterChange;
  datacenter: string;
  /** The id of the part with this name. */
  idOf(part: string): string;
}
