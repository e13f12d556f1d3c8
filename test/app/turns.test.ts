/** What an ended job comes to for others: the line is asked again, when somebody stands in it. */
import { expect, it } from "vitest";
import { begin } from "../../machines/lifecycle.ts";
import type { World } from "../../src/app/store.ts";
import { told } from "../../src/app/turns.ts";
import { readPolicy } from "../../src/domain/policy/document.ts";
import { NO_TIMERS, type Request } from "../../src/domain/request.ts";
import { admission } from "../../src/engine/admission.ts";
import { SHIPPED_POLICY } from "../support/policy.ts";

const MADE = { template: "small", dayPrice: "3.1", snapshots: [] };
const FREE = { freeExtensions: 2, freeExtensionDays: 30, mostSnapshots: 5 };
const NOW = new Date("2027-01-04T10:00:00Z");
const PLACE = { service: "svc", infrastructure: "inf", role: "role" };
const SIZE = { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 };
const ENGINE = {
  admission,
  actions: { plan: () => ({ version: 1, pack: "none", weight: "light" as const, plan: {} }) },
};
const JOB_ENDED = { type: "JOB_ENDED", job: "vm", outcome: "done", reason: "", returns: {}, undone: false } as const;

const RUNNING: Request = {
  ...{ id: "REQ-1", datacenter: "dc", machine: "vm-action", businessUnit: "bu", requester: "olga" },
  ...{ version: 1, created: NOW, ruling: null, timers: NO_TIMERS },
  details: { kind: "vm.action", action: "pause", machines: [{ id: "vm", name: "web" }], ...PLACE },
  standing: begin("vm-action", { stages: [], jobs: ["vm"], room: true }).standing,
};

const POLICY = readPolicy("default.yaml", SHIPPED_POLICY, 0);

function worldWhere(isAwaited: boolean): World {
  return {
    ...{ now: NOW, id: (prefix) => prefix, actor: null, people: {}, tallies: {}, offered: null, isAwaited },
    published: [],
    datacenter: { id: "dc", name: "dc", currency: "EUR", timeZone: "UTC", graceDays: 7, ...FREE },
    maintenance: null,
    ...{ home: null, whole: null, lease: null, schedule: null },
    machines: [
      { id: "vm", name: "web", state: "running", request: "REQ-1", ending: null, size: SIZE, ...MADE, ...PLACE },
    ],
    load: { running: 0, pending: 0, most: 1 },
    ...{
      unit: null,
      environment: null,
      rate: null,
      budget: null,
      policy: POLICY,
      pinned: POLICY,
      used: {},
      usedWhenPinned: {},
    },
  };
}

it.each([
  ["asks the line again when somebody stands in it", true],
  ["asks nobody when nobody waits", false],
])("an ended job %s", (_what, isAwaited) => {
  const orders = told(ENGINE, RUNNING, JOB_ENDED, worldWhere(isAwaited))?.orders.map(({ name }) => name);
  expect(orders).toContain("refresh-cards");
  expect(orders?.includes("admit-waiting")).toBe(isAwaited);
});
