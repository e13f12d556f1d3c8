/** Decisions at their edges: who hears what once it is too late, what time is left, and what the audit log is told. */
import { describe, expect, it } from "vitest";
import type { Ask } from "../../machines/approval.ts";
import type { Decision } from "../../src/app/decision.ts";
import type { World } from "../../src/app/store.ts";
import { decided, opened, told } from "../../src/app/turns.ts";
import type { Actor, Grant } from "../../src/domain/actor.ts";
import { readPolicy } from "../../src/domain/policy/document.ts";
import { waitsFor } from "../../src/domain/reader.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import type { Details, Request } from "../../src/domain/request.ts";
import { type BuiltInRole, ROLES } from "../../src/domain/roles.ts";
import { admission } from "../../src/engine/admission.ts";

const FREE = { freeExtensions: 2, freeExtensionDays: 30, mostSnapshots: 5 };
const START = new Date("2027-01-04T10:00:00Z");
const HOUR = 3_600_000;
const ENGINE = {
  admission,
  actions: { plan: () => ({ version: 1, pack: "none", weight: "light" as const, plan: {} }) },
};
const CREATE: Details = {
  ...{ kind: "vm.create", path: "shop/web/front", template: "small", dayPrice: "3.10", until: null },
  ...{ service: "svc", infrastructure: "inf", role: "role", size: { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 } },
  machines: [{ id: "vm", name: "web" }],
};
const REVIEW: Details = { kind: "review", id: "rev", of: "REQ-1", asked: "vm create web", reason: "fire" };

/** Two stages, and whatever else the rule says. */
const TWO_STAGES = policyWhere("stages: [{ from: [bu-admin] }, { from: [datacenter-admin] }]");

function policyWhere(...lines: string[]) {
  return readPolicy("p.yaml", ["rules:", "  - name: all", ...lines.map((line) => `    ${line}`)].join("\n"), 1);
}

function person(name: string, role: BuiltInRole, businessUnit: string | null): Actor {
  const grant: Grant = { role, can: [...ROLES[role]], businessUnit, infrastructure: null, service: null };
  return {
    ...{ person: name, name, grants: [grant], standsInFor: [] },
    identity: { platform: "console", tenant: "demo", user: name },
  };
}

const ANA = person("ana", "user", "bu");
const BEN = person("ben", "bu-admin", "bu");
const LOU = person("lou", "bu-admin", "bu");
const EVE = person("eve", "user", "labs");
const DANA = person("dana", "datacenter-admin", null);

/** The world so many hours after the start; `left`: how much memory of the service's quota, in MB. */
function worldOf(actor: Actor | null, hours = 0, { policy = TWO_STAGES, left = 10_240 } = {}): World {
  const service = {
    name: "shop/web",
    limit: { memoryMb: left, diskGb: 1000, vcpu: null, vms: null },
    taken: { memoryMb: 0, diskGb: 0, vcpu: 0, vms: 0 },
  };
  return {
    ...{
      now: new Date(START.getTime() + hours * HOUR),
      id: (prefix) => prefix,
      actor,
      people: {},
      isAwaited: false,
      maintenance: null,
    },
    ...{ tallies: { service }, published: [], home: null, whole: null, lease: null, schedule: null, machines: [] },
    offered: {
      unit: "retail",
      has: { template: ["small"] },
      offer: { environment: [], network: [], template: [], memoryMb: null, diskGb: null },
    },
    datacenter: { id: "dc", name: "dc", currency: "EUR", timeZone: "UTC", graceDays: 7, ...FREE },
    load: { running: 0, pending: 0, most: 100 },
    ...{
      unit: "retail",
      environment: "production",
      rate: null,
      budget: null,
      policy,
      pinned: policy,
      used: {},
      usedWhenPinned: {},
    },
  };
}

function asked(details: Details = CREATE, by = ANA, policy = TWO_STAGES): Request {
  const opening = opened(ENGINE, "REQ-1", { details, businessUnit: "bu", wait: false }, worldOf(by, 0, { policy }));
  const { machine, standing, ruling, timers } = opening;
  return {
    ...{ id: "REQ-1", datacenter: "dc", machine, standing, details, businessUnit: "bu", requester: by.person },
    ...{ version: 1, created: START, ruling, timers },
  };
}

function decidedBy(request: Request, decision: Decision, world: World): Request {
  const { standing, details, ruling, timers } = decided(ENGINE, request, decision, world);
  return { ...request, standing, details, ruling, timers };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "done";
}

const APPROVE = { kind: "approve", comment: "" } as const;
const ASK = { kind: "ask", text: "why?" } as const;

describe("the deadline", () => {
  it("goes on where it stood still, also when a yes to an open question leads to the next stage", () => {
    const waiting = decidedBy(asked(), ASK, worldOf(BEN, 24));
    expect(waiting.timers.deadline).toBeNull();
    const { standing, timers } = decidedBy(waiting, APPROVE, worldOf(BEN, 48));
    expect(standing.context.stage).toBe(1);
    expect(timers.deadline).toEqual(new Date(START.getTime() + 8 * 24 * HOUR));
  });

  it("is no answer to strangers, nor to people of another business unit", () => {
    const late = (actor: Actor | null) => refusalOf(() => decided(ENGINE, asked(), APPROVE, worldOf(actor, 200)));
    expect(late(null)).toMatch(/^unknown-person/);
    expect(late(EVE)).toMatch(/^not-found/);
    expect(late(BEN)).toMatch(/^too-late: .*nobody decided in time/);
  });

  it("says that silence is a yes where it is one", () => {
    const policy = policyWhere("stages: [{ from: [bu-admin] }]", "expire: { after: 2d, to: approve }");
    const request = asked(CREATE, ANA, policy);
    expect(refusalOf(() => decided(ENGINE, request, APPROVE, worldOf(BEN, 50, { policy })))).toMatch(
      /^too-late: .*nobody said no in time/,
    );
  });
});

describe("where it stands comes before what is left", () => {
  const offered = () => decidedBy(asked(), { kind: "offer", terms: { count: 1 } }, worldOf(BEN));

  it("when it waits for an answer to an offer", () => {
    const approve = () => decided(ENGINE, offered(), APPROVE, worldOf(BEN, 1, { left: 0 }));
    expect(refusalOf(approve)).toMatch(/^wrong-state/);
  });

  it("when it waits for an answer to a question", () => {
    const waiting = decidedBy(asked(), ASK, worldOf(BEN));
    const offer = () => decided(ENGINE, waiting, { kind: "offer", terms: { count: 1 } }, worldOf(BEN, 1, { left: 0 }));
    expect(refusalOf(offer)).toMatch(/^wrong-state/);
  });

  it("when an offer is taken that went with its request", () => {
    const gone = decidedBy(offered(), { kind: "withdraw", reason: "" }, worldOf(ANA, 1));
    expect(refusalOf(() => decided(ENGINE, gone, { kind: "accept" }, worldOf(ANA, 2, { left: 0 })))).toMatch(
      /^too-late: REQ-1 was withdrawn/,
    );
  });
});

describe("an offer of more", () => {
  const policy = policyWhere(
    ...["stages: [{ need: 2, from: [bu-admin] }]", "remind: { after: 1h, factor: 1, times: 3 }"],
    "escalate: { after: 2h, to: [datacenter-admin] }",
  );
  const later = (request: Request, type: "REMIND" | "ESCALATE", hours: number): Request => {
    const change = told(ENGINE, request, { type }, worldOf(null, hours, { policy }));
    if (!change) throw new Error(`${type} was not due`);
    return { ...request, ...change };
  };
  const groups = ({ standing }: Request) => standing.context.stages[0]?.asks.flatMap(({ from }: Ask) => from);

  it("is reminded of and escalated anew, since it is asked anew", () => {
    const escalated = later(later(asked({ ...CREATE, until: "2027-02-01" }, ANA, policy), "REMIND", 1), "ESCALATE", 2);
    expect(groups(escalated)).toEqual(["bu-admin", "datacenter-admin"]);
    const offer = { kind: "offer", terms: { until: "2030-01-01" } } as const;
    const longer = decidedBy(escalated, offer, worldOf(BEN, 3, { policy }));
    const taken = decidedBy(longer, { kind: "accept" }, worldOf(ANA, 4, { policy }));
    expect(groups(taken)).toEqual(["bu-admin"]);
    expect(taken.standing.context).toMatchObject({ reminders: 0, isEscalated: false });
    expect(taken.timers.escalate).toEqual(new Date(START.getTime() + 6 * HOUR));
    expect(taken.timers.remind).toEqual(new Date(START.getTime() + 5 * HOUR));
  });
});

describe("what waits for somebody", () => {
  it("does not wait for them any more once they have spoken", () => {
    const policy = policyWhere("stages: [{ need: 2, from: [bu-admin] }]");
    const request = asked(CREATE, ANA, policy);
    const once = decidedBy(request, APPROVE, worldOf(BEN, 1, { policy }));
    expect([waitsFor(request, BEN), waitsFor(once, BEN), waitsFor(once, LOU)]).toEqual([true, false, true]);
  });
});

describe("what is free", () => {
  const pinned = policyWhere("stages: [{ need: 2, from: [bu-admin] }]");
  const mixed = readPolicy(
    "p.yaml",
    [
      "rules:",
      "  - { name: long, when: days > 100, free: { first: 1 } }",
      "  - { name: short, stages: [{ need: 2, from: [bu-admin] }] }",
    ].join("\n"),
    2,
  );

  it("is counted by the policy under which it was submitted, also after another one came", () => {
    const request = asked({ ...CREATE, until: "2027-02-01" }, ANA, mixed);
    const offer = { kind: "offer", terms: { until: "2030-01-01" } } as const;
    const longer = decidedBy(request, offer, worldOf(BEN, 1, { policy: mixed }));
    const world = { ...worldOf(ANA, 2, { policy: pinned }), pinned: mixed, usedWhenPinned: { long: 1 } };
    const taken = decidedBy(longer, { kind: "accept" }, world);
    expect(taken.ruling?.rule).toBe("short");
    expect(taken.standing.state).toBe("awaitingApproval");
  });
});

describe("a review", () => {
  it("is not taken back by who decided alone", () => {
    const policy = policyWhere("stages: [{ from: [datacenter-admin] }]");
    const review = asked(REVIEW, DANA, policy);
    expect(refusalOf(() => decided(ENGINE, review, { kind: "withdraw", reason: "" }, worldOf(DANA)))).toMatch(
      /^forbidden/,
    );
  });

  it("is not opened again by an order that comes late: its name is not given back with its end", () => {
    const review = asked(REVIEW, ANA, policyWhere("stages: [{ from: [datacenter-admin] }]"));
    const { writes } = decided(ENGINE, review, { kind: "reject", reason: "no fire" }, worldOf(DANA));
    expect(writes.map(({ type }) => type)).toEqual(["release-holds"]);
  });

  it("is looked at by somebody, whatever the policy lets pass", () => {
    const review = asked(REVIEW, DANA, policyWhere("approve: true"));
    expect(review.standing.state).toBe("awaitingApproval");
  });
});

describe("the audit log is told", () => {
  const noted = (request: Request, decision: Decision, actor: Actor) =>
    decided(ENGINE, request, decision, worldOf(actor)).audit.after;

  it.each<[string, Decision, Actor, object]>([
    ["a comment and whose right it was", { kind: "approve", comment: "fine" }, BEN, { comment: "fine", right: "ben" }],
    ["why it was rejected", { kind: "reject", reason: "too large" }, BEN, { reason: "too large" }],
    ["why somebody decided alone", { kind: "override", reason: "fire" }, DANA, { reason: "fire" }],
    ["a question", ASK, BEN, { words: { text: "why?" } }],
    ["what was offered", { kind: "offer", terms: { count: 1 } }, BEN, { offer: { terms: { count: 1 } } }],
  ])("%s", (_what, decision, actor, said) => {
    expect(noted(asked(), decision, actor)).toMatchObject({ said });
  });

  it("by which rule of which policy it is asked", () => {
    const { audit } = opened(ENGINE, "REQ-1", { details: CREATE, businessUnit: "bu", wait: false }, worldOf(ANA));
    expect(audit.after).toMatchObject({ rule: { policy: 1, name: "all" } });
  });
});
