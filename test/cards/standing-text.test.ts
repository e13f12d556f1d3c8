/** Where a request stands, as its card says it. */
import { expect, it } from "vitest";
import { withYes } from "../../machines/approval.ts";
import { begin } from "../../machines/lifecycle.ts";
import type { RequestView } from "../../src/cards/request-view.ts";
import { standingFacts } from "../../src/cards/standing-text.ts";
import { NO_TIMERS } from "../../src/domain/request.ts";

const NOW = new Date("2027-01-04T10:00:00Z");
const STAGE = {
  asks: [
    { from: ["finance"], need: 1 },
    { from: ["security"], need: 2 },
  ],
};

/** A request of one stage in which these people of finance said yes. */
function viewWith(...finance: string[]): RequestView {
  const { state, context } = begin("onboarding", { stages: [STAGE], jobs: [], room: true }).standing;
  const yes = (by: string) => ({ by, right: by, at: NOW.toISOString(), asks: [0], comment: "" });
  return {
    request: {
      ...{ id: "REQ-2", datacenter: "dc", machine: "onboarding", businessUnit: "bu", requester: "dana" },
      ...{ version: 1, created: NOW, ruling: null, timers: NO_TIMERS },
      details: { kind: "review", id: "rev", of: "REQ-1", asked: "vm create web", reason: "fire" },
      standing: { state, context: { ...context, ...finance.map(yes).reduce(withYes, context) } },
    },
    ...{ people: {}, unit: "retail", currency: "EUR", timeZone: "UTC", jobs: [], machines: [], undelivered: [] },
    deciders: [],
  };
}

it("counts of each group no more than it is asked for", () => {
  const approvals = (view: RequestView) => standingFacts(view).find(({ label }) => label === "Approvals")?.value;
  expect(approvals(viewWith())).toBe("0 of 3");
  expect(approvals(viewWith("ana"))).toBe("1 of 3");
  expect(approvals(viewWith("ana", "ben", "eve"))).toBe("1 of 3");
});
