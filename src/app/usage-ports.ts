/** Measured use, as reports and right-sizing read it, and what keeps it. */
import type { Sight } from "../domain/sight.ts";
import type { Peak, Use } from "../domain/usage.ts";
import type { LedgerQuery, LedgerSum } from "./ledger-ports.ts";

/** What the machines of a role use that were measured within the last day, beside what they have. */
export interface RoleUse {
  /** From the business unit down to the role. */
  path: [unit: string, infrastructure: string, service: string, role: string];
  /** So many of them were measured; of none of them nothing is used. */
  machines: number;
  /** Hours of machines that were measured, and those in which one was there and was not. */
  hours: number;
  gaps: number;
  memoryMb: number;
  diskMb: number;
  /** What the measured machines have. */
  allocated: { memoryMb: number; diskGb: number };
}

/** An hour of machines together; null where nothing was measured. */
export interface HourUse {
  hour: Date;
  /** Used of what those had that were measured: 0 to 1. */
  memory: number | null;
  disk: number | null;
}

/** What measured use comes to at the rates of its days, in decimal texts with six decimals. */
export interface UseCost {
  keys: LedgerSum["keys"];
  used: string | null;
  /** What was allocated meanwhile, less what was used. Both are null where nothing was measured. */
  idle: string | null;
  /** How long it was measured, and how long it was allocated. */
  measuredSeconds: number;
  seconds: number;
}

export interface Usage {
  /** Of the last 24 hours; null when it was not measured. By the machine's id. */
  lastDay(vm: string): Promise<Use | null>;
  /** Of the last so many days, by the machine's id; those that were not measured are not among them. */
  peaks(vms: string[], days: number): Promise<Map<string, Peak>>;
  /** Of the last 24 hours. */
  byRole(sight: Sight): Promise<RoleUse[]>;
  /** The last so many whole hours, the oldest first. `on` is a path and `unit` a name, or neither. */
  byHour(scope: Sight & Pick<LedgerQuery, "on" | "unit">, hours: number): Promise<HourUse[]>;
  /** By business unit, cost centre, infrastructure, service, role and machine. */
  costs(query: LedgerQuery): Promise<UseCost[]>;
}

export interface UsageKeeping {
  /** Rolls up some of the hours in which samples came; false when there are none left. */
  roll(): Promise<boolean>;
  /** Removes some of what is kept long enough at `now`; false when there is none left. */
  removeOld(now: Date): Promise<boolean>;
}
