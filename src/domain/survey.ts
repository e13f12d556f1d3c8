/** A survey: which machines a host says that it has. */

export const SEEN_STATES = ["running", "stopped", "paused", "stored", "failed"] as const;

export type SeenState = (typeof SEEN_STATES)[number];

/** How a machine may be when it becomes ours: what was put away elsewhere, or is broken, is not taken over. */
export type ImportableState = "running" | "stopped" | "paused";

/** The template of a machine whose size is that of none: it is priced by its size. */
export const OWN_SIZE = "own-size";

/** A machine as its host tells of it. */
export interface SeenMachine {
  /** Our machine's id, when we made it; null: others did. */
  id: string | null;
  /** Its name on the host. */
  name: string;
  state: SeenState;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  address: string | null;
  /** Since it was started; null where nobody knows, as with the two that follow. */
  cpuSeconds: number | null;
  memoryUsedMb: number | null;
  diskUsedMb: number | null;
}

/** A host that did not answer so often in a row counts as away: new machines go elsewhere while they can. */
export const AWAY_AFTER = 3;
