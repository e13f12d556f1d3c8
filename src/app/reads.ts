/** What there is, and what is asked of it: infrastructures, machines and requests, as use cases and commands read them. */
import type { RequestView, SaidView } from "../cards/request-view.ts";
import type { ScheduleView } from "../cards/vm-card.ts";
import type { Amounts } from "../domain/amount.ts";
import type { InfrastructurePlan, InfrastructureState } from "../domain/infrastructure.ts";
import type { Sight } from "../domain/sight.ts";
import type { Machine } from "../domain/vm.ts";

/** An infrastructure that exists, with what is used of it. */
export interface Infrastructure extends InfrastructurePlan {
  businessUnit: string;
  state: InfrastructureState;
  hostGroup: string | null;
  storagePool: string | null;
  /** Services and roles that are not provisioned yet, by their ids. */
  unprovisioned: string[];
  /** The request for a change of it that is not over. */
  change: { id: string; state: string } | null;
  /** The request that winds it up; `until` is the end of its grace, as ISO 8601 has it. */
  ending: { id: string; state: string; until: string | null } | null;
  /** What machines take, by the id of a service and of a role. */
  used: Record<string, Amounts>;
  /** Are only some of its services here, because no more is seen? */
  isPart?: boolean;
}

export interface Infrastructures {
  /** Those in which something is seen. */
  list(sight: Sight): Promise<Infrastructure[]>;
  byName(name: string): Promise<Infrastructure | null>;
}

/** A machine with where it belongs, as people read it. */
export interface Vm extends Machine {
  businessUnit: string;
  /** `shop/web/front` */
  path: string;
  template: string;
  address: string | null;
  host: string | null;
  dayPrice: string;
  until: string | null;
  schedule: ScheduleView | null;
  requester: string;
}

export interface VmFilter extends Sight {
  /** A path or the beginning of one. */
  on?: string;
  state?: string;
  /** The name of the host that they are on. */
  host?: string;
  /** The name of their business unit. */
  unit?: string;
  /** Only those that end, on this day, `YYYY-MM-DD`, or before. */
  endsBy?: string;
  /** Only so many, those that cost most. */
  dearest?: number;
}

export interface Vms {
  /** By name, as people count: `b-2` before `b-10`. */
  list(filter: VmFilter): Promise<Vm[]>;
  byName(name: string): Promise<Vm | null>;
}

export interface RequestFilter extends Sight {
  requester?: string;
  /** Only those that wait for a decision. */
  waiting?: boolean;
  most: number;
}

export interface RequestViews {
  /** Everything its card shows; null when there is no such request. */
  view(id: string): Promise<RequestView | null>;
  /** The newest first. */
  list(filter: RequestFilter): Promise<RequestView[]>;
  /** The id of the request in which an infrastructure is planned or changed, else of the newest there was; null without. */
  ofInfrastructure(name: string): Promise<string | null>;
  /** What the scripts of its jobs said, in the order of their tasks; of each job's newest workflow. */
  said(id: string): Promise<SaidView[]>;
  /** Ids of the requests that wait for room in the engine, the oldest first. */
  waiting(): Promise<string[]>;
}
