/** Who may decide on a request now, and to whom of them it is said. */
import { expect, it } from "vitest";
import type { Ask, Yes } from "../../machines/approval.ts";
import { begin } from "../../machines/lifecycle.ts";
import { type Colleague, decidersOf, standInsOf, toldOf } from "../../src/domain/asked.ts";
import { endOfDay } from "../../src/domain/day.ts";
import { placeFrom } from "../../src/domain/permission.ts";
import { NO_TIMERS, type Request } from "../../src/domain/request.ts";

const NOW = "2027-01-04T10:00:00.000Z";
const UNTIL = "2027-01-08";

function person(name: string, role: string, delegate: string | null = null): Colleague {
  const away = delegate === null ? null : { until: UNTIL, delegate: { person: delegate, name: delegate } };
  return {
    person: name,
    name,
    grants: [{ role, can: [], ...placeFrom(role === "datacenter-admin" ? null : "retail") }],
    away,
  };
}

function request(ask: Ask, yeses: Yes[] = []): Request {
  const { standing } = begin("onboarding", { stages: [{ asks: [ask] }], jobs: [], room: true });
  return {
    ...{ id: "REQ-1", datacenter: "dc", machine: "onboarding", businessUnit: "retail", requester: "ana" },
    ...{ version: 1, created: new Date(NOW), ruling: null, timers: NO_TIMERS },
    details: { kind: "review", id: "rev", of: "REQ-0", asked: "", reason: "" },
    standing: { ...standing, context: { ...standing.context, yeses } },
  };
}

const BOTH: Ask = { need: 2, from: ["bu-admin", "datacenter-admin"], quiet: ["datacenter-admin"] };
const names = (people: { name: string }[]) => people.map(({ name }) => name);

it("says it to who is not quiet; a person who is in a loud group too is told", () => {
  const ben = person("ben", "bu-admin");
  const both = {
    ...ben,
    ...{ person: "bea", name: "bea" },
    grants: [...ben.grants, ...person("", "datacenter-admin").grants],
  };
  const deciders = decidersOf(request(BOTH), [both, ben, person("dana", "datacenter-admin"), person("eve", "user")]);
  expect(names(deciders)).toEqual(["bea", "ben", "dana"]);
  expect(names(toldOf(deciders))).toEqual(["bea", "ben"]);
});

it("says it to who stands in for somebody away, once; quiet people stay quiet through them", () => {
  const people = [
    person("bea", "bu-admin", "eve"),
    person("ben", "bu-admin", "eve"),
    person("dana", "datacenter-admin", "lou"),
  ];
  const deciders = decidersOf(request(BOTH), people);
  expect(names(toldOf(deciders))).toEqual(["eve"]);
  expect(names(standInsOf(deciders))).toEqual(["eve"]);
});

it("leaves out the requester, who stands in for them, and whoever has spoken or lent their right", () => {
  const people = [
    person("ana", "bu-admin", "bea"),
    person("bea", "bu-admin"),
    person("ben", "bu-admin"),
    person("bob", "bu-admin"),
    person("dana", "datacenter-admin"),
  ];
  const yes: Yes = { by: "eve", right: "bob", at: NOW, stage: 0, asks: [0], comment: "" };
  expect(names(decidersOf(request(BOTH, [yes]), people))).toEqual(["ben", "dana"]);
});

it("tells who is away themselves where who stands in for them asks", () => {
  const deciders = decidersOf(request(BOTH), [person("ben", "bu-admin", "ana")]);
  expect(deciders).toEqual([{ person: "ben", name: "ben", quiet: false, away: UNTIL, delegate: null }]);
  expect(names(toldOf(deciders))).toEqual(["ben"]);
});

it.each([
  ["2027-01-04", "2027-01-04T23:00:00.000Z"],
  ["2027-03-28", "2027-03-28T22:00:00.000Z"],
  ["2027-10-31", "2027-10-31T23:00:00.000Z"],
])("the day %s ends when its last hour has passed, however many it has", (day, end) => {
  expect(endOfDay(day, "Europe/Berlin").toISOString()).toBe(end);
});
