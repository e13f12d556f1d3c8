/** Every lifecycle, walked along every path to every state and over every edge. */
import { describe, expect, it } from "vitest";
import { getShortestPaths } from "xstate/graph";
import { begin, isOver, MACHINES, type MachineName, step } from "../../machines/lifecycle.ts";
import { type Beginning, type Memory, remember, type Words } from "../../machines/memory.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";

const AT = "2027-01-04T00:00:00.000Z";
const TWO_STAGES = [
  { asks: [{ from: ["a"], need: 2 }] },
  {
    asks: [
      { from: ["b"], need: 1 },
      { from: ["c"], need: 1 },
    ],
  },
];

const approve = (by: string, asks: number[], room: boolean): LifecycleEvent => {
  return { type: "APPROVE", by, right: by, at: AT, asks, comment: "", room };
};

const words = (what: Words["what"], by: string): Words => ({ what, by, at: AT, text: "t" });

const OFFER: LifecycleEvent = {
  type: "OFFER",
  words: words("offer", "dana"),
  offer: { by: "dana", right: "dana", groups: ["a"], at: AT, terms: { count: 1 } },
};

/** An offer that is taken: nobody else is asked, or everybody is asked anew. */
const taken = (stages: Beginning["stages"], room: boolean): LifecycleEvent => {
  return {
    type: "ACCEPT",
    words: words("accept", "ana"),
    taken: { stages, stage: 0, yeses: [], reminders: 0, isEscalated: false, jobs: ["one"] },
    room,
  };
};

const ended = (type: "REJECT" | "WITHDRAW" | "DISCARD" | "CANCEL"): LifecycleEvent => ({
  type,
  by: "ana",
  at: AT,
  reason: "r",
});

const EVENTS: LifecycleEvent[] = [
  ...["dana", "dee"].flatMap((by) => [approve(by, [0], true), approve(by, [1], true), approve(by, [0, 1], false)]),
  ended("REJECT"),
  ended("WITHDRAW"),
  ended("DISCARD"),
  ended("CANCEL"),
  { type: "EXPIRE", by: null, at: AT, reason: "late", grants: false, room: true },
  { type: "EXPIRE", by: null, at: AT, reason: "nobody said no", grants: true, room: true },
  { type: "OVERRIDE", by: "dana", at: AT, reason: "fire", room: false },
  { type: "ASK", words: words("question", "dana") },
  { type: "ANSWER", words: words("answer", "ana") },
  OFFER,
  taken([], true),
  taken(TWO_STAGES, true),
  { type: "DECLINE", words: words("decline", "ana") },
  { type: "REMIND" },
  { type: "ESCALATE", to: ["d"] },
  { type: "EDIT", by: "ana" },
  { type: "SUBMIT", by: "ana", stages: TWO_STAGES, jobs: ["one", "two"] },
  { type: "SUBMIT", by: "ana", stages: [], jobs: [] },
  ...[true, false].flatMap((room): LifecycleEvent[] => [
    { type: "PROVISION", room },
    { type: "RETRY_JOBS", without: [], room },
  ]),
  { type: "RETRY" },
  { type: "TEND", jobs: ["one", "two"], isReady: false },
  { type: "TEND", jobs: [], isReady: true },
  { type: "SAVE", by: null, at: AT, reason: "extended" },
  { type: "ADMIT" },
  ...["one", "two"].flatMap((job): LifecycleEvent[] => [
    { type: "JOB_ASKS", job, reason: "" },
    { type: "JOB_ASKS", job, reason: "", attempt: 2 },
  ]),
  ...["one", "two"].flatMap((job) =>
    (["done", "failed", "cancelled"] as const).flatMap((outcome) =>
      [1, 2].map((attempt): LifecycleEvent => ({ type: "JOB_ENDED", job, attempt, outcome, reason: "", left: "" })),
    ),
  ),
];

const BEGINNINGS: Beginning[] = [
  { stages: TWO_STAGES, jobs: ["one", "two"], room: true },
  { stages: [], jobs: ["one", "two"], room: false },
  { stages: [], jobs: ["one"], room: true },
];

const PENDING = ["awaitingApproval", "awaitingAnswer", "awaitingAcceptance"];

/** All states there are, by machine, and the end states that each must have. */
const ENDS: Record<MachineName, string[]> = {
  onboarding: ["approved", "rejected", "withdrawn", "expired"],
  allocation: ["provisioned", "rejected", "withdrawn", "expired", "discarded", "cancelled"],
  change: ["changed", "provisioned", "rejected", "withdrawn", "expired", "discarded"],
  extension: ["extended", "rejected", "withdrawn", "expired"],
  decommission: ["decommissioned", "cancelled", "rejected", "withdrawn", "expired"],
  ending: ["decommissioned", "cancelled", "kept"],
  "vm-action": ["done", "cancelled", "rejected", "withdrawn", "expired"],
};

describe.each(Object.keys(MACHINES) as MachineName[])("the lifecycle %s", (name) => {
  const { machine } = MACHINES[name];
  const walks = BEGINNINGS.flatMap((input) =>
    getShortestPaths(machine, { input, events: EVENTS, serializeState: whereItStands }).map((path) => ({
      input,
      path,
    })),
  );
  const paths = walks.map(({ path }) => path);

  it("reaches every state that rests", () => {
    const reached = new Set(paths.map((path) => String(path.state.value)));
    const resting = Object.entries(machine.states).filter(
      ([, state]) => !state.always?.length || state.ownEvents.length > 0,
    );
    expect([...reached].sort()).toEqual(resting.map(([state]) => state).sort());
  });

  it("has every end, and nothing leads on from one", () => {
    const ends = paths.filter((path) => path.state.status === "done");
    expect([...new Set(ends.map((path) => String(path.state.value)))].sort()).toEqual([...ENDS[name]].sort());
    for (const { state } of ends) {
      const standing = { state: String(state.value), context: state.context };
      for (const event of EVENTS) expect(step(name, standing, event)).toBeUndefined();
    }
  });

  it("takes every edge that it draws", () => {
    const taken = new Set<string>();
    for (const { state } of paths) {
      const standing = { state: String(state.value), context: state.context };
      for (const event of EVENTS) if (step(name, standing, event)) taken.add(`${standing.state} ${event.type}`);
    }
    const drawn = Object.entries(machine.states).flatMap(([state, node]) =>
      node.ownEvents.map((event) => `${state} ${event}`),
    );
    expect([...taken].sort()).toEqual(drawn.sort());
  });

  it("can always go on: every state that is no end hears something", () => {
    const stuck = paths.filter(({ state }) => {
      const standing = { state: String(state.value), context: state.context };
      return !isOver(name, standing) && !EVENTS.some((event) => step(name, standing, event));
    });
    expect(stuck.map(({ state }) => state.value)).toEqual([]);
  });

  it("resolves from what is stored, with the same memory", () => {
    for (const { state } of paths) {
      const stored = JSON.parse(JSON.stringify({ state: state.value, context: state.context }));
      expect(machine.resolveState({ value: stored.state, context: stored.context }).context).toEqual(state.context);
    }
  });

  it("ends what it held: it is either given back or granted, and only what was granted is taken back", () => {
    for (const { input, path } of walks) {
      const orders = ordersAlong(
        name,
        input,
        path.steps.map(({ event }) => event),
      );
      const count = (type: string) => orders.filter((order) => order === type).length;
      const undecided = ["draft", "announced", "kept", ...PENDING].includes(String(path.state.value));
      expect(count("release") + count("grant")).toBe(undecided ? 0 : 1);
      const isAsked = name !== "ending" && path.state.value !== "draft" && path.state.value !== "discarded";
      expect(count("hold")).toBe(isAsked ? 1 : 0);
      expect(count("revoke")).toBeLessThanOrEqual(count("grant"));
    }
  });
});

/** What decides where a lifecycle can go; it may be talked about and reminded of for ever. */
function whereItStands({ value, context }: { value: unknown; context: Memory }): string {
  const { stages, stage, yeses, jobs, room, isEscalated } = context;
  const states = Object.values(jobs).map(({ state }) => state);
  if (!PENDING.includes(String(value))) return JSON.stringify([value, stages.length, states, room]);
  const said = yeses.filter((yes) => yes.stage === stage).map(({ by, asks }) => `${by} ${asks}`);
  return JSON.stringify([value, stages.length, stage, said.toSorted(), states, isEscalated]);
}

/** Everything that a lifecycle orders on its way along these events. */
function ordersAlong(name: MachineName, input: Beginning, events: LifecycleEvent[]): string[] {
  const first = begin(name, input);
  let { standing } = first;
  const orders = first.effects.map((effect) => effect.type as string);
  for (const event of events) {
    const next = step(name, standing, event);
    if (!next) continue;
    standing = next.standing;
    orders.push(...next.effects.map((effect) => effect.type));
  }
  return orders;
}

describe("an approval", () => {
  const begun = () => {
    const first = step(
      "allocation",
      { state: "draft", context: memory() },
      { type: "SUBMIT", by: "ana", stages: TWO_STAGES, jobs: [] },
    );
    if (!first) throw new Error("a draft that cannot be submitted");
    return first.standing;
  };
  const memory = () => remember({ input: undefined });
  const go = (standing: ReturnType<typeof begun>, ...events: LifecycleEvent[]) =>
    events.reduce((at, event) => step("allocation", at, event)?.standing ?? at, standing);

  it("counts two different people, not one person twice", () => {
    const once = go(begun(), approve("dana", [0], true));
    expect(step("allocation", once, approve("dana", [0], true))).toBeUndefined();
    expect(go(once, approve("dee", [0], true)).context.stage).toBe(1);
  });

  it("asks all groups of a stage, and lets one person answer for both when the policy counts them in both", () => {
    const second = go(begun(), approve("dana", [0], true), approve("dee", [0], true));
    expect(go(second, approve("eve", [0], true)).state).toBe("awaitingApproval");
    expect(go(second, approve("eve", [0], true), approve("lou", [1], true)).state).toBe("approved");
    expect(go(second, approve("eve", [0, 1], true)).state).toBe("approved");
  });

  it("does not count who is not asked", () => {
    expect(step("allocation", begun(), approve("gus", [], true))).toBeUndefined();
  });
});
