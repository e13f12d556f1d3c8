/** Acceptance: N needed, R running, P pending, M at most. */
import { describe, expect, it } from "vitest";
import { admission } from "../../src/engine/admission.ts";

describe("a request for workflows", () => {
  it.each([
    [1, 0, 0, 1, true],
    [1, 0, 0, 0, false],
    [3, 4, 3, 10, true],
    [4, 4, 3, 10, false],
    [1, 0, 10, 10, false],
  ])(
    "for %i with %i running, %i pending and %i at most is accepted: %s",
    (needed, running, pending, most, accepted) => {
      expect(admission.accepts(needed, { running, pending, most })).toBe(accepted);
    },
  );
});
