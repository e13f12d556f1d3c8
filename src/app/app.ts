/** Everything that commands can ask for: the use cases and what is read, in one place. */
import type { Card } from "../cards/card.ts";
import type { Identity } from "../domain/actor.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { ActionAdmin } from "./actions.ts";
import type { AuditChain, AuditLog } from "./audit-ports.ts";
import type { Budgets } from "./budgets.ts";
import type { Changes } from "./changes.ts";
import type { Choices } from "./choices.ts";
import type { DataItems } from "./data-items.ts";
import type { DatacenterAdmin } from "./datacenter/admin.ts";
import type { Datacenters, Offers, Units } from "./datacenter-ports.ts";
import type { Delegations } from "./delegations.ts";
import type { Dispute } from "./disputes.ts";
import type { Drafts } from "./drafts.ts";
import type { Endings } from "./endings.ts";
import type { ScriptPool } from "./engine.ts";
import type { Home } from "./home.ts";
import type { Keeping } from "./idle.ts";
import type { Imports } from "./imports.ts";
import type { Leases } from "./leases.ts";
import type { Ledger, LedgerEntries } from "./ledger-ports.ts";
import type { Links } from "./links.ts";
import type { Listeners } from "./listeners.ts";
import type { LockBook } from "./locks.ts";
import type { Machines } from "./machines.ts";
import type { Maintenance } from "./maintenance.ts";
import type { Directory, RoleBook, Roles } from "./people-ports.ts";
import type { Policies } from "./policies.ts";
import type { PowerSchedules } from "./power-schedules.ts";
import type { Purge } from "./purge.ts";
import type { Infrastructures, RequestViews, Vms } from "./reads.ts";
import type { ReportSchedules } from "./report-schedules.ts";
import type { Reports } from "./reports.ts";
import type { Requests } from "./requests.ts";
import type { RightSizing } from "./right-sizing.ts";
import type { Runs } from "./runs.ts";
import type { Secrets } from "./secrets.ts";
import type { Surveys } from "./surveys.ts";
import type { Usage } from "./usage-ports.ts";
import type { Wishes } from "./wishes.ts";

export interface App {
  requests: Requests;
  drafts: Drafts;
  changes: Changes;
  endings: Endings;
  leases: Leases;
  powerSchedules: PowerSchedules;
  machines: Machines;
  runs: Runs;
  datacenter: DatacenterAdmin;
  policies: Policies;
  actions: ActionAdmin;
  directory: Directory;
  roles: Roles;
  roleBook: RoleBook;
  units: Units;
  offers: Offers;
  datacenters: Datacenters;
  infrastructures: Infrastructures;
  vms: Vms;
  views: RequestViews;
  dataItems: DataItems;
  delegations: Delegations;
  listeners: Listeners;
  audit: Audit;
  ledger: Ledger;
  ledgerEntries: LedgerEntries;
  dispute: Dispute;
  budgets: Budgets;
  keep: Keeping;
  maintenance: Maintenance;
  locks: LockBook;
  purge: Purge;
  links: Links;
  secrets: Secrets;
  wishes: Wishes;
  surveys: Surveys;
  imports: Imports;
  usage: Usage;
  rightSizing: RightSizing;
  home: Home;
  reports: Reports;
  reportSchedules: ReportSchedules;
  choices: Choices;
  scriptPool: ScriptPool;
  /** What is wrong with the outside world, a sentence each, with what would mend it. */
  check(): Promise<string[]>;
  /** Reads a person out of what was typed on this platform: a mention, a name. */
  identityOf(text: string, from: Identity): Identity;
  /** The buttons of this request's card that this person sees now. */
  buttonsFor(from: Identity, request: string): Promise<string[]>;
  /** The request whose card is this message, when it waits for this person's answer to a question. */
  questionUnder(from: Identity, message: string): Promise<string | null>;
  /** This request's card as it is now, for this person alone; null when they do not see it, or there is none. */
  cardFor(from: Identity, request: string): Promise<Card | null>;
  now(): Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
}

export interface Audit extends AuditLog, AuditChain {
  /** Notes an attempt at something that is not theirs. */
  refused(from: Identity, refusal: Refusal): Promise<void>;
}
