/** The audit log and the chain that seals it. */
import type { Identity } from "../domain/actor.ts";

/** The audit log, as people and rules write and read it. */
export interface AuditLog {
  note(entry: AuditNote): Promise<void>;
  /** The newest first. `subject` is what entries are about: a name, or what the requests are about that they are about. */
  list(filter: { subject?: string; person?: string; most: number }): Promise<AuditEntry[]>;
}

/** The chain that seals the audit log. */
export interface AuditChain {
  /** Seals what is not sealed yet; returns how many. */
  seal(): Promise<number>;
  /** The newest seal; null when there is none. */
  head(): Promise<AuditSeal | null>;
  /** Seals what is left, and goes along the whole chain. `anchor` is a seal that was kept elsewhere: it has to be there. */
  verify(anchor?: AuditSeal): Promise<AuditVerdict>;
}

/** A place in the chain, from 1 on without a gap, with the SHA-256 over everything up to there, in hex. */
export interface AuditSeal {
  position: number;
  hash: string;
}

export interface AuditVerdict {
  /** How many fit, from the beginning on. */
  entries: number;
  /** The first entry that does not fit, and why, as a sentence; null: all do. */
  broken: string | null;
  head: AuditSeal | null;
}

export interface AuditNote {
  identity: Identity;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
}

export interface AuditEntry {
  id: string;
  at: Date;
  /** The person's name, where there is one, and the identity by which they did it. */
  person: string | null;
  identity: string;
  action: string;
  /** What it is about, as people call it. */
  subject: string;
  before: unknown;
  after: unknown;
}
