/** Where a host and our books differ: what is followed, what is only told of, and what is nobody's to say. */
import { describe, expect, it } from "vitest";
import { type BookedMachine, compare } from "../../src/domain/drift.ts";
import { SEEN_STATES, type SeenMachine, type SeenState } from "../../src/domain/survey.ts";
import type { VmState } from "../../src/domain/vm.ts";

const SIZE = { vcpu: 1, memoryMb: 1024, diskGb: 60 };

const booked = (more: Partial<BookedMachine> = {}): BookedMachine => ({
  ...{ id: "vm_1", name: "web-01", state: "running", host: "h1", ...SIZE, isAtRest: true, isSeenAtHome: false },
  ...more,
});

const seen = (more: Partial<SeenMachine> = {}): SeenMachine => ({
  ...{ id: "vm_1", name: "web-01", state: "running", ...SIZE, address: null },
  ...{ cpuSeconds: null, memoryUsedMb: null, diskUsedMb: null },
  ...more,
});

const texts = (named: SeenMachine[], books: BookedMachine[]) =>
  compare("h1", named, books).drifts.map(({ text }) => text);

/** What the books are after the host said so; `!` where it is only told. */
function after(from: VmState, to: SeenState): string {
  const { repairs, drifts } = compare("h1", [seen({ state: to })], [booked({ state: from })]);
  return (repairs[0]?.to ?? from) + (drifts.length > 0 ? "!" : "");
}

describe("states", () => {
  it.each([
    ["running", "running stopped paused stored running!"],
    ["stopped", "running stopped paused stored stopped!"],
    ["paused", "running stopped paused stored paused!"],
    ["stored", "stored! stored! stored! stored stored!"],
    ["failed", "failed failed failed failed failed"],
    ["creating", "creating creating creating creating creating"],
    ["deleted", "deleted! deleted! deleted! deleted! deleted!"],
  ] as const)("by our books %s become what the host says, where that takes no more room", (from, expected) => {
    expect(SEEN_STATES.map((to) => after(from, to)).join(" ")).toBe(expected);
  });
});

describe("it is told", () => {
  it("that a machine is gone, somewhere else, or there twice", () => {
    expect(texts([], [booked()])).toEqual(["web-01 is not on h1, and by our books running there"]);
    expect(texts([seen()], [booked({ host: "h2" })])).toEqual(["web-01 is on h1, and by our books on h2"]);
    expect(texts([seen()], [booked({ host: "h2", isSeenAtHome: true })])).toEqual([
      "web-01 is there twice: on h2, where it belongs, and on h1",
    ]);
  });

  it("what of its size is another one", () => {
    expect(texts([seen({ vcpu: 4, diskGb: 80 })], [booked()])).toEqual([
      "web-01 has 4 vCPU, 80 GB storage on h1, and by our books 1 vCPU, 60 GB storage",
    ]);
  });

  it("nothing of machines that are in work, nor of those that are not ours", () => {
    const busy = booked({ isAtRest: false });
    expect(compare("h1", [], [busy])).toEqual({ drifts: [], repairs: [], inWork: ["vm_1"] });
    expect(compare("h1", [seen({ id: null }), seen({ id: "vm_unknown" })], []).drifts).toEqual([]);
  });
});
