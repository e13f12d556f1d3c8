/** Everything that a decision may change beside its own row, as data: saved with it, or not at all. */
import type { Amounts } from "../domain/amount.ts";
import type { InfrastructurePlan } from "../domain/infrastructure.ts";
import type { Made, Named, Provisioning } from "../domain/request.ts";
import type { VmState } from "../domain/vm.ts";
import type { Pinned } from "./engine.ts";

/** What one consumer takes of a provider: an infrastructure of the datacenter, a machine of its service. */
export interface Share {
  consumer: string;
  provider: string;
  infrastructure: string;
  role: string | null;
  amounts: Amounts;
}

export type NameKind = "unit" | "infrastructure" | "vm" | "review" | "dispute";

/** A machine that was granted and does not exist yet. */
export interface NewMachine extends Named {
  businessUnit: string;
  infrastructure: string;
  service: string;
  role: string;
  template: string;
  size: Amounts;
  dayPrice: string;
  until: string | null;
  /** The id of the host that it is on already; left out: it has none yet. */
  host?: string;
}

/** One run of an action that the engine accepted. Its version is pinned: later edits of the action do not touch it. */
export interface NewWorkflow extends Pinned {
  id: string;
  job: string;
  action: string;
}

/**
 * A job of which the newest workflow asks or failed: it goes on where it stopped, and nothing that is done is done
 * again. When it was undone it begins anew, by `anew`; null where that cannot be.
 */
interface ResumedJob {
  job: string;
  attempt: number;
  anew: Omit<NewWorkflow, "id" | "job"> | null;
}

export type Write =
  | { type: "take-names"; of: NameKind; names: Named[] }
  | { type: "free-names"; owners: string[] }
  /** Held for this request until it is granted or released. */
  | { type: "hold"; shares: Share[] }
  | { type: "release-holds" }
  | { type: "grant-holds" }
  /** Theirs at once, without ever having been held. */
  | { type: "take"; shares: Share[] }
  /** From now on the consumer takes just this; null: nothing. */
  | { type: "recount"; consumer: string; share: Share | null }
  | { type: "found-unit"; id: string; name: string; costCenter: string; channel: string | null; admin: string }
  | { type: "grant-infrastructure"; plan: InfrastructurePlan; businessUnit: string }
  | { type: "take-back-infrastructure"; id: string }
  | { type: "provision-infrastructure"; id: string; provisioning: Provisioning }
  /** From now on it is as it is after; what is new in it waits to be provisioned. */
  | { type: "change-infrastructure"; before: InfrastructurePlan; after: InfrastructurePlan }
  | { type: "provision-parts"; infrastructure: string; provisioning: Provisioning }
  | { type: "extend-infrastructure"; id: string; until: string }
  /** The end of this last day is known from now on. */
  | { type: "announce-end"; id: string; until: string }
  /** The request winds it up; later it goes on as before, or is gone for good. */
  | { type: "wind-up"; id: string }
  | { type: "let-go-on"; id: string }
  | { type: "close-infrastructure"; id: string }
  | { type: "grant-machines"; machines: NewMachine[] }
  | { type: "occupy-machines"; ids: string[] }
  /** Machines that failed while they were made are being made again. */
  | { type: "remake-machines"; ids: string[] }
  /** An action ended: the machine's state, and which of its claims on a host it keeps. */
  | {
      type: "settle-machine";
      id: string;
      state: VmState;
      address?: string | null;
      claims: "all" | "stored" | "none";
      /** It is made of this from now on, or still; its claims are cut to this size. */
      made?: Made;
      name?: string;
    }
  /** It can be brought back to what it is now. */
  | { type: "keep-snapshot"; vm: string; name: string }
  /** It cannot any more; null: to none of them. */
  | { type: "forget-snapshot"; vm: string; name: string | null }
  /** The name that was kept for a machine is its own now, instead of the one that it bore. */
  | { type: "swap-name"; vm: string; kept: string }
  /** A machine has another last day from now on; or the end on this one is known. */
  | { type: "extend-machine"; id: string; until: string }
  | { type: "announce-machine-end"; id: string; until: string }
  /** The request ends the machine; or the machine goes on. */
  | { type: "end-machine"; id: string }
  | { type: "let-machine-go-on"; id: string }
  /** Done with the times of its power schedule that are over: these come next. */
  | { type: "advance-schedule"; id: string; stopAt: Date | null; startAt: Date | null }
  /** This much of a charge, a decimal text, is given back; `by`: the id of the person who decided so, null: time did. */
  | { type: "refund-charge"; charge: string; amount: string; reason: string; by: string | null }
  | { type: "start-workflows"; workflows: NewWorkflow[] }
  | { type: "resume-workflows"; jobs: ResumedJob[] }
  /** Those that asked are gone on with, to end them. */
  | { type: "cancel-workflows" };
