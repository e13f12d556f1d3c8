/** Whatever people do, no request is decided by its requester, nor by who stands in for them. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { begin } from "../../machines/lifecycle.ts";
import type { Decision } from "../../src/app/decision.ts";
import type { World } from "../../src/app/store.ts";
import { decided } from "../../src/app/turns.ts";
import type { Actor, Holder } from "../../src/domain/actor.ts";
import { placeFrom } from "../../src/domain/permission.ts";
import { readPolicy } from "../../src/domain/policy/document.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { NO_TIMERS, type Request } from "../../src/domain/request.ts";
import { admission } from "../../src/engine/admission.ts";
import { SHIPPED_POLICY } from "../support/policy.ts";

const FREE = { freeExtensions: 2, freeExtensionDays: 30, mostSnapshots: 5 };
const NOW = new Date("2027-01-04T10:00:00Z");
const ENGINE = {
  admission,
  actions: { plan: () => ({ version: 1, pack: "none", weight: "light" as const, plan: {} }) },
};
const POLICY = readPolicy("default.yaml", SHIPPED_POLICY, 0);
const PEOPLE = ["ana", "ben", "bea", "dana", "dee"];

/** What may happen next: somebody lets somebody decide in their place, ends that, decides, or loses or gets a role. */
const event = fc.oneof(
  fc.record({ type: fc.constant("delegate" as const), by: fc.constantFrom(...PEOPLE), to: fc.constantFrom(...PEOPLE) }),
  fc.record({ type: fc.constant("undelegate" as const), by: fc.constantFrom(...PEOPLE) }),
  fc.record({ type: fc.constant("admin" as const), by: fc.constantFrom(...PEOPLE), holds: fc.boolean() }),
  fc.record({
    type: fc.constant("decide" as const),
    by: fc.constantFrom(...PEOPLE),
    how: fc.constantFrom<Decision>(
      { kind: "approve", comment: "" },
      { kind: "override", reason: "now" },
      { kind: "reject", reason: "no" },
      { kind: "ask", text: "why?" },
    ),
  }),
);

it("holds for every order of events, and a delegate's right goes no further than to them", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PEOPLE), fc.array(event, { maxLength: 40 }), (requester, events) => {
      const admins = new Set(["dana", "dee", "ben"]);
      const deputies = new Map<string, string>();
      let request = asked(requester);
      for (const one of events) {
        if (one.type === "delegate" && one.by !== one.to) deputies.set(one.by, one.to);
        if (one.type === "undelegate") deputies.delete(one.by);
        if (one.type === "admin") one.holds ? admins.add(one.by) : admins.delete(one.by);
        if (one.type !== "decide") continue;
        const after = attempt(request, actorOf(one.by, admins, deputies), one.how);
        if (after === request) continue;
        expect(one.by).not.toBe(requester);
        expect(deputies.get(requester)).not.toBe(one.by);
        expect(admins.has(one.by) || [...admins].some((admin) => deputies.get(admin) === one.by)).toBe(true);
        requireHonestYeses(after, requester);
        request = after;
      }
    }),
    { numRuns: 500 },
  );
});

/** No right twice, no person twice, and never the requester's. */
function requireHonestYeses({ standing: { context } }: Request, requester: string): void {
  const { yeses } = context;
  expect(new Set(yeses.map(({ by }) => by)).size).toBe(yeses.length);
  expect(new Set(yeses.map(({ right }) => right)).size).toBe(yeses.length);
  expect(yeses.flatMap(({ by, right }) => [by, right])).not.toContain(requester);
}

function attempt(request: Request, actor: Actor, decision: Decision): Request {
  try {
    return { ...request, standing: decided(ENGINE, request, decision, worldOf(actor)).standing };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return request;
  }
}

function actorOf(person: string, admins: Set<string>, deputies: Map<string, string>): Actor {
  const holder = (name: string): Holder => {
    const grants = admins.has(name) ? [{ role: "datacenter-admin", can: [], ...placeFrom(null) }] : [];
    return { person: name, name, grants };
  };
  const delegators = [...deputies].filter(([, to]) => to === person).map(([by]) => holder(by));
  const identity = { platform: "console", tenant: "demo", user: person };
  return { ...holder(person), identity, standsInFor: delegators };
}

function asked(requester: string): Request {
  const stages = [{ asks: [{ need: 2, from: ["datacenter-admin"] }] }];
  return {
    ...{ id: "REQ-1", datacenter: "dc", machine: "onboarding", businessUnit: "retail", requester },
    ...{ version: 1, created: NOW, ruling: null, timers: NO_TIMERS },
    details: { kind: "review", id: "rev", of: "REQ-0", asked: "", reason: "" },
    standing: begin("onboarding", { stages, jobs: [], room: true }).standing,
  };
}

function worldOf(actor: Actor): World {
  return {
    ...{
      now: NOW,
      maintenance: null,
      id: (prefix) => prefix,
      actor,
      people: {},
      tallies: {},
      offered: null,
      published: [],
      home: null,
      whole: null,
      lease: null,
      schedule: null,
      isAwaited: false,
      machines: [],
    },
    datacenter: { id: "dc", name: "dc", currency: "EUR", timeZone: "UTC", graceDays: 7, ...FREE },
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
