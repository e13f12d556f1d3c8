/** The sentence that answers a submission or a decision. */
import { expect, it } from "vitest";
import { begin, type MachineName } from "../../machines/lifecycle.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { NOTHING } from "../../src/domain/amount.ts";
import { type Details, NO_TIMERS, type Request } from "../../src/domain/request.ts";
import { PLAN } from "./plan.ts";

function request(details: Details, machine: MachineName, state?: string, asked = true): Request {
  const stages = asked ? [{ asks: [{ from: ["datacenter-admin"], need: 1 }] }] : [];
  const { standing } = begin(machine, { stages, jobs: ["vm-1"], room: true });
  return {
    ...{ id: "REQ-7", datacenter: "dc", machine, standing: { ...standing, state: state ?? standing.state }, details },
    ...{ businessUnit: "bu", requester: "per-ana", version: 1, created: new Date(0) },
    ...{ ruling: null, timers: NO_TIMERS },
  };
}

function machines(count: number): Details {
  const named = Array.from({ length: count }, (_, at) => ({ id: `vm-${at + 1}`, name: `web-${at + 1}` }));
  const place = { role: "r", service: "s", infrastructure: "i" };
  const asked = { path: "shop/web/front", template: "small", size: NOTHING, dayPrice: "3.1", until: null };
  return { kind: "vm.create", machines: named, ...place, ...asked };
}

const draft: Details = { kind: "infra.new", plan: PLAN, provisioning: null };
const unit: Details = { kind: "bu.register", unit: "bu", name: "labs", costCenter: "c", channel: null, reason: "" };

it.each([
  [request(machines(1), "vm-action"), "REQ-7 asks for web-1; an admin of the datacenter decides"],
  [
    request(machines(9), "vm-action"),
    "REQ-7 asks for web-1, web-2, web-3, web-4 and 5 more; an admin of the datacenter decides",
  ],
  [request(machines(1), "vm-action", undefined, false), "REQ-7 is at work: vm create web-1"],
  [request(machines(1), "vm-action", "waiting"), "REQ-7 waits in line: the engine is full"],
  [request(machines(1), "vm-action", "withdrawn"), "REQ-7 is withdrawn"],
  [request(draft, "allocation"), "REQ-7 is a draft of crm; when it is complete: infra submit crm"],
  [
    request(draft, "allocation", "approved"),
    "REQ-7 waits for an admin of the datacenter to provision it: infra provision crm",
  ],
  [request(unit, "onboarding"), "REQ-7 asks for bu register labs; an admin of the datacenter decides"],
  [request(unit, "onboarding", "approved"), "REQ-7 is done: business unit labs is founded"],
])("%#: what happens next is said in one sentence", (asked, sentence) => {
  expect(nextSentence(asked)).toBe(sentence);
});
