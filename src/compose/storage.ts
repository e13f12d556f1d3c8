/** Everything that is kept in Postgres, behind its ports. */
import { publishedActions } from "../adapters/postgres/actions/published.ts";
import { adoptWorkflows, readScripts } from "../adapters/postgres/actions/scripts.ts";
import { startActionStore } from "../adapters/postgres/actions/store.ts";
import { startAuditLog } from "../adapters/postgres/audit-log.ts";
import { startBudgetStore, startDueBudgets } from "../adapters/postgres/budgets.ts";
import { startClaimStore } from "../adapters/postgres/claims.ts";
import { startDatacenterRows } from "../adapters/postgres/datacenter/rows.ts";
import { startDueRequests } from "../adapters/postgres/deadlines.ts";
import { startDelegationEnds, startDelegationStore } from "../adapters/postgres/delegations.ts";
import { startDirectory } from "../adapters/postgres/directory.ts";
import { startDuePowers } from "../adapters/postgres/due-powers.ts";
import { startEndingStore } from "../adapters/postgres/endings.ts";
import { startDatacenters } from "../adapters/postgres/facts.ts";
import { startDueIdle, startIdleStore } from "../adapters/postgres/idle.ts";
import { startIdleMachines } from "../adapters/postgres/idle-machines.ts";
import { startAddressBook, startReceived } from "../adapters/postgres/incoming.ts";
import { startInfrastructures } from "../adapters/postgres/infrastructures.ts";
import { jobSources } from "../adapters/postgres/job-views.ts";
import { startLeaseStore } from "../adapters/postgres/leases.ts";
import { startLedgerClosing } from "../adapters/postgres/ledger/closing.ts";
import { startLedgerEntries } from "../adapters/postgres/ledger/refunds.ts";
import { startLedger } from "../adapters/postgres/ledger/start.ts";
import { startLinkCodes } from "../adapters/postgres/links.ts";
import { startListeners } from "../adapters/postgres/listeners.ts";
import { startLockBook } from "../adapters/postgres/lock-book.ts";
import { startMaintenance } from "../adapters/postgres/maintenance.ts";
import { startDueNotices, startNotices } from "../adapters/postgres/notices.ts";
import { startOffers } from "../adapters/postgres/offers.ts";
import { notifyOutbox } from "../adapters/postgres/outbox.ts";
import { startPolicyShelf, startPolicyStore } from "../adapters/postgres/policies.ts";
import type { Connections } from "../adapters/postgres/pool.ts";
import { startPostedCards } from "../adapters/postgres/posted.ts";
import { startPowerStore } from "../adapters/postgres/power-schedules.ts";
import { startProgress } from "../adapters/postgres/progress.ts";
import { startPurge } from "../adapters/postgres/purge.ts";
import { startDueReports, startScheduleStore } from "../adapters/postgres/report-schedules.ts";
import { startRequestViews } from "../adapters/postgres/request-views.ts";
import { startRoleBook } from "../adapters/postgres/role-book.ts";
import { startRoles } from "../adapters/postgres/roles.ts";
import { startSecretStore } from "../adapters/postgres/secrets.ts";
import { startGlance, startStore } from "../adapters/postgres/store.ts";
import { startSightings } from "../adapters/postgres/surveys/sightings.ts";
import { startSurveyStore } from "../adapters/postgres/surveys/store.ts";
import { startSurveyTimes } from "../adapters/postgres/surveys/times.ts";
import { startUnits } from "../adapters/postgres/units.ts";
import { startUsage, startUsageKeeping } from "../adapters/postgres/usage/start.ts";
import { startVms } from "../adapters/postgres/vms.ts";
import { startWishes } from "../adapters/postgres/wishes.ts";
import { startWorkflowStore } from "../adapters/postgres/workflows.ts";
import { withPictures } from "../app/decision-picture.ts";
import { admission } from "../engine/admission.ts";
import { setHash } from "../engine/authoring/scripts.ts";

export interface StorageParts {
  connections: Connections;
  /** The source of the policy that ships. */
  policy: string;
  /** How often each host is asked what is on it, in milliseconds. */
  surveyMs: number;
  now(): Date;
  id(prefix: string): string;
}

export type Storage = ReturnType<typeof composeStorage>;

export function composeStorage({ connections: { db, pool }, policy, surveyMs, now, id }: StorageParts) {
  const relay = { wake: notifyOutbox(pool) };
  const committed = () => relay.wake();
  const policies = startPolicyShelf(policy);
  return {
    store: startStore({ db, now, id, committed, policies }),
    policyStore: startPolicyStore(db, policy, now),
    actions: startActionStore({ db, now, setHash }),
    publishedActions: () => publishedActions(db),
    scripts: (pack: string) => readScripts(db, pack),
    adoptWorkflows: (pack: string, set: string) => adoptWorkflows(db, pack, set),
    workflows: startWorkflowStore({ db, now, committed }),
    maintenance: startMaintenance({ db, now, committed }),
    locks: startLockBook(db, now),
    purge: startPurge(db, now),
    claims: startClaimStore(db),
    directory: startDirectory(db, now, id),
    roles: startRoles(db, now),
    roleBook: startRoleBook(db, policies, now),
    units: startUnits(db),
    offers: startOffers(db),
    datacenters: startDatacenters(db, now),
    datacenter: startDatacenterRows({ db, now, id, committed }),
    infrastructures: startInfrastructures(db),
    endingStore: startEndingStore(db),
    leaseStore: startLeaseStore(db),
    powerStore: startPowerStore({ db, now }),
    duePowers: startDuePowers({ db, now, committed }),
    vms: startVms(db, now),
    views: withPictures(startRequestViews(db, now), startGlance({ db, now, id, policies }), admission),
    auditLog: startAuditLog(db, now),
    posted: startPostedCards(db),
    jobSources: (request: string) => jobSources(db, request),
    progress: startProgress({ db, now, committed }),
    notices: startNotices(db),
    dueNotices: startDueNotices(db, committed),
    listeners: startListeners(db),
    delegationStore: startDelegationStore({ db, now, committed }),
    delegationEnds: startDelegationEnds({ db, now, committed }),
    scheduleStore: startScheduleStore({ db, now }),
    budgetStore: startBudgetStore({ db, now }),
    dueBudgets: startDueBudgets({ db, committed }),
    idleStore: startIdleStore({ db, now }),
    idleMachines: startIdleMachines(db, now),
    dueIdle: startDueIdle({ db, committed }),
    dueReports: startDueReports({ db, committed }),
    received: startReceived(db, now),
    wishes: startWishes({ db, now, id }),
    book: startAddressBook(db),
    linkCodes: startLinkCodes(db, now),
    secretStore: startSecretStore(db, now),
    ledger: startLedger(db, now),
    ledgerEntries: startLedgerEntries(db, now),
    ledgerClosing: startLedgerClosing(db),
    due: startDueRequests(db),
    surveyStore: startSurveyStore({ db, now, committed }),
    surveyTimes: startSurveyTimes({ db, everyMs: surveyMs, now, committed }),
    sightings: startSightings(db),
    usage: startUsage(db, now),
    usageKeeping: startUsageKeeping(db),
    /** From now on each commit wakes this relay, of this process, and notifies no others. */
    wakes: (own: { wake(): void }) => {
      relay.wake = own.wake;
    },
  };
}
