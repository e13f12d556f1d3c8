/** Surveys: asking hosts what is on them, keeping what they answer, and what is known of it. */
import type { DriftKind } from "../domain/drift.ts";
import type { HostPlace } from "../domain/host.ts";
import type { SeenMachine } from "../domain/survey.ts";
import type { PublishedAction } from "./engine.ts";

/** A look at one host: when it began, and by which published actions it may be carried out. */
export interface Look {
  host: HostPlace & { id: string };
  /** By the clock of the database, as it writes it, to the microsecond: what was changed later was perhaps not seen. */
  begun: string;
  published: PublishedAction[];
}

/** What becomes of a look. */
export interface SurveyStore {
  /** Null when the host is gone. */
  begin(host: string): Promise<Look | null>;
  /** Keeps what it named, and lets the books follow where that is safe; nothing when a later look was kept already. */
  keep(look: Look, machines: SeenMachine[]): Promise<void>;
  /** It did not answer; `reason` says why, as words for people. */
  miss(look: Look, reason: string): Promise<void>;
}

/** Has hosts asked. */
export interface SurveyTimes {
  /** Those whose turn it is; one that has not answered yet what it was asked is left out. */
  orderDue(): Promise<void>;
  /** One by its name, or all (null), now. Returns their names; empty when there is none. */
  order(host: string | null): Promise<string[]>;
}

/** How a host answers. */
export interface HostStanding {
  host: string;
  /** When it answered last; null: never yet. */
  answered: Date | null;
  /** Since when it has not; null: it does. */
  silentSince: Date | null;
  reason: string;
}

export interface OpenDrift {
  kind: DriftKind;
  text: string;
  since: Date;
}

/** A machine on a host that is none of ours. */
export interface Stranger extends SeenMachine {
  host: { id: string; name: string; group: string };
  since: Date;
}

/** What is known of hosts and machines by what was seen. */
export interface Sightings {
  /** By the name of the host. */
  standings(): Promise<HostStanding[]>;
  /** The oldest first; `vm` is a machine's id, left out: of all. */
  drifts(vm?: string): Promise<OpenDrift[]>;
  /** Since when this machine's host has not answered; null: it does. */
  unseenSince(vm: string): Promise<Date | null>;
  /** By host and name. */
  strangers(): Promise<Stranger[]>;
}

export type Surveys = Pick<SurveyTimes, "order"> & Sightings;
