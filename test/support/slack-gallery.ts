/** One card of every kind, as the product draws them. */
import { remember } from "../../machines/memory.ts";
import { auditCard, auditDetailsCard } from "../../src/cards/audit-card.ts";
import type { Card } from "../../src/cards/card.ts";
import { catalogCard } from "../../src/cards/catalog-card.ts";
import { rolesCard } from "../../src/cards/datacenter-roles.ts";
import { draftCard } from "../../src/cards/draft-card.ts";
import { helpCard } from "../../src/cards/help-card.ts";
import { homeCard } from "../../src/cards/home-card.ts";
import { infrastructureCard } from "../../src/cards/infrastructure-card.ts";
import { jobCard } from "../../src/cards/job-card.ts";
import { offerCard } from "../../src/cards/offer-card.ts";
import { requestCard } from "../../src/cards/request-card.ts";
import type { JobView, RequestView } from "../../src/cards/request-view.ts";
import { membersCard, unitsCard } from "../../src/cards/unit-card.ts";
import { type VmView, vmCard, vmsCard } from "../../src/cards/vm-card.ts";
import { NOTHING } from "../../src/domain/amount.ts";
import { EVERYTHING } from "../../src/domain/offer.ts";
import { readPolicy } from "../../src/domain/policy/document.ts";
import { NO_FACTS } from "../../src/domain/policy/facts.ts";
import { ruleOn } from "../../src/domain/policy/ruling.ts";
import { NO_TIMERS } from "../../src/domain/request.ts";
import { PLAN } from "../cards/plan.ts";
import { SHIPPED_POLICY } from "./policy.ts";

const VM: VmView = {
  ...{ name: "web-01", state: "running", request: null, path: "shop/web/front", template: "small" },
  ...{ size: { vcpu: 1, memoryMb: 1024, diskGb: 60 }, address: "10.0.0.7", host: "h1", dayPrice: "3.1", until: null },
  ...{ ending: null, schedule: null, snapshots: [] },
};

const VMS = [
  VM,
  { ...VM, name: "web-02", state: "stopped" as const },
  { ...VM, name: "db-01", state: "failed" as const },
];

/** What the policy that ships says of a user's machine. */
const RULING = ruleOn(
  readPolicy("default.yaml", SHIPPED_POLICY, 0),
  { ...NO_FACTS, kind: "vm.create", requester: { name: "ana", roles: ["user"], can: [] } },
  {},
);

/** A request for a machine that stands so. */
function requestView(state: string, over: Partial<RequestView> = {}): RequestView {
  const stages = [{ asks: [{ from: ["bu-admin", "datacenter-admin"], need: 1 }] }];
  const context = remember({ input: { stages, jobs: [], room: true } });
  const at = new Date("2027-03-01T09:00:00Z");
  return {
    request: {
      ...{ id: "REQ-7", datacenter: "dc", machine: "vm-action", standing: { state, context } },
      details: {
        ...{ kind: "vm.create", path: "shop/web/front", template: "small", dayPrice: "3.1", until: "2027-12-31" },
        ...{ size: { vcpu: 1, memoryMb: 1024, diskGb: 60, vms: 1 }, machines: [{ id: "vm-1", name: "web-01" }] },
        ...{ role: "rol-1", service: "svc-1", infrastructure: "inf-1" },
      },
      ...{
        businessUnit: "bu-1",
        requester: "per-ana",
        version: 3,
        created: at,
        ruling: RULING,
        timers: { ...NO_TIMERS, deadline: new Date("2027-03-08T09:00:00Z") },
      },
    },
    ...{ people: { "per-ana": "ana", "per-dana": "dana" }, unit: "retail", currency: "EUR", timeZone: "Europe/Berlin" },
    ...{
      jobs: [],
      machines: [{ id: "vm-1", name: "web-01", state: "creating", address: null }],
      undelivered: [],
      deciders: state === "awaitingApproval" ? DECIDERS : [],
    },
    ...over,
  };
}

const DECIDERS: RequestView["deciders"] = [
  { person: "per-ben", name: "ben", quiet: false, away: null, delegate: null },
  { person: "per-dana", name: "dana", quiet: true, away: null, delegate: null },
  { person: "per-dee", name: "dee", quiet: false, away: "2027-03-05", delegate: { person: "per-eve", name: "eve" } },
];

const JOB: JobView = {
  ...{ id: "job-1", subject: "web-01", state: "running", reason: "", tookMs: 45_000 },
  tasks: [
    { title: "Claim a host", state: "done", tookMs: 120 },
    { title: "Clone the disk", state: "done", tookMs: 4200 },
    { title: "Start the machine", state: "running", tookMs: 40_000 },
    { title: "Wait for its address", state: "waiting", tookMs: null },
  ],
};

const FAILED: JobView = {
  ...{ ...JOB, state: "failed", reason: "no room on h1" },
  tasks: JOB.tasks.map((task, at) => (at === 2 ? { ...task, state: "failed", tookMs: 900 } : task)),
};

const HELP = [
  {
    words: "vm create",
    summary: "Ask for a machine",
    example: "vm create web-01 --role shop/web/front --template small",
  },
  { words: "vm list", summary: "Your machines", example: "vm list" },
  { words: "request approve", summary: "Say yes to a request", example: "request approve REQ-7" },
];

const TALLY = {
  name: "dc",
  limit: { ...NOTHING, memoryMb: 65_536, diskGb: 2000, vcpu: null, vms: null },
  taken: { ...NOTHING, memoryMb: 8192, diskGb: 1800 },
};

export const GALLERY: Record<string, Card> = {
  "request awaiting approval": requestCard(requestView("awaitingApproval"), null),
  "request at work": requestCard(requestView("running", { jobs: [JOB] }), null),
  "request done": requestCard(
    requestView("done", { machines: [{ id: "vm-1", name: "web-01", state: "running", address: "10.0.0.7" }] }),
    null,
  ),
  "request failed": requestCard(
    requestView("failed", {
      jobs: [FAILED],
      machines: [{ id: "vm-1", name: "web-01", state: "failed", address: null }],
    }),
    null,
  ),
  "jobs of a request": jobCard(requestView("running", { jobs: [JOB] }), [{ verb: "Cancel", id: "REQ-7" }], {
    said: [],
    items: [],
    locks: [],
  }),
  draft: draftCard("REQ-8", PLAN),
  machine: vmCard(VM, "EUR", false),
  machines: vmsCard(VMS, "EUR"),
  infrastructure: infrastructureCard(
    {
      ...PLAN,
      ...{ state: "provisioned", unprovisioned: [], change: null, ending: null },
      hostGroup: "front",
      used: { "inf-1": NOTHING, "svc-1": NOTHING, "rol-1": NOTHING },
    },
    "retail",
    { showsHosts: false, timeZone: "Europe/Berlin" },
  ),
  catalogue: catalogCard(
    [
      {
        ...{ unit: "retail", environments: ["production", "test"], networks: ["prod-net"], ceiling: TALLY },
        templates: [{ name: "small", vcpu: 1, memoryMb: 1024, diskGb: 60, dayPrice: "3.1" }],
      },
    ],
    { currency: "EUR", rate: null, capacity: TALLY },
  ),
  offer: offerCard({ unit: "retail", offer: { ...EVERYTHING, network: ["prod-net"] }, ceiling: TALLY }),
  "business units": unitsCard([{ name: "retail", costCenter: "CC-200", channel: "#retail" }]),
  members: membersCard("retail", [
    { person: "per-ana", name: "ana", role: "user", on: null, identities: ["slack/T01TEST/U0ANA"] },
  ]),
  "audit log": auditCard(
    [
      {
        id: "17",
        at: new Date("2027-03-01T09:00:00Z"),
        person: "dana",
        identity: "slack/T01TEST/U0DANA",
        action: "request.approve",
        subject: "REQ-7",
      },
    ],
    "Europe/Berlin",
  ),
  roles: rolesCard([
    { name: "user", can: ["vm.see", "vm.ask"], isBuiltIn: true, holders: 12 },
    { name: "caretaker", can: ["vm.see"], isBuiltIn: false, holders: 0 },
  ]),
  "audit log in full": auditDetailsCard(
    [
      {
        ...{ id: "17", at: new Date("2027-03-01T09:00:00Z"), person: "dana", identity: "slack/T01TEST/U0DANA" },
        ...{ action: "role.grant", subject: "gil", before: null, after: { role: "caretaker", of: "shop/web" } },
      },
    ],
    "Europe/Berlin",
  ),
  help: helpCard("What I understand", HELP),
  home: homeCard({
    ...{ name: "ana", waiting: [requestView("awaitingApproval")], requests: [requestView("running")] },
    ...{ machines: VMS, currency: "EUR" },
    costs: { month: "2027-03", units: [{ name: "retail", amount: "186.000000", budget: null }] },
  }),
};
