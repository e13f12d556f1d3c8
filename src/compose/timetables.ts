/** Everything that comes by the clock. */
import type { App } from "../app/app.ts";
import { handedOver, requestDeadlines, type Timetable } from "../app/deadlines.ts";
import { delegationTimes } from "../app/delegations.ts";
import { calendarEnds } from "../app/endings.ts";
import { leaseEnds } from "../app/leases.ts";
import { ledgerDays } from "../app/ledger-closing.ts";
import { powerTimes } from "../app/power-times.ts";
import { usageHours, usageRemoval } from "../app/usage-times.ts";
import type { Storage } from "./storage.ts";

export function timetables(storage: Storage, { requests }: Pick<App, "requests">): Timetable[] {
  return [
    usageHours(storage.usageKeeping), // before a month is closed, since its use does not change any more then
    ledgerDays(storage.ledgerClosing), // then, so that whatever else is due finds the days closed
    requestDeadlines({ requests, due: storage.due }),
    calendarEnds({ ...storage, requests }),
    leaseEnds({ ...storage, requests }),
    powerTimes({ ...storage, requests }),
    delegationTimes(storage.delegationEnds),
    handedOver(storage.dueNotices),
    handedOver(storage.dueBudgets),
    handedOver(storage.dueIdle),
    handedOver(storage.dueReports),
    usageRemoval(storage.usageKeeping),
  ];
}
