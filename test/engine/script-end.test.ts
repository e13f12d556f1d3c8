/** A script's end: what its task put out, or why it failed in words for people. */
import { describe, expect, it } from "vitest";
import { couldNotStart, outputsOf } from "../../src/engine/script-end.ts";
import { TaskFailed } from "../../src/engine/task-failed.ts";

const TASK = {
  name: "boot",
  title: "Boot",
  type: "node",
  script: "boot.mjs",
  timeoutSeconds: 60,
  idempotent: true,
  ...{ enabled: true, continueOnError: false, successCodes: null, retry: null },
  ...{ parameters: {}, connection: null, lock: null },
};

const UNCAUGHT = `file:///pack/boot.mjs:3
throw new Error("the disk is full");
^

Error: the disk is full
    at file:///pack/boot.mjs:3:7
    at node:internal/main:1:1

Node.js v24.1.0
`;

describe("a script that failed", () => {
  it.each([
    ["its last line of standard error", "asking the host\nno lease\n\n", "no lease"],
    ["its code when it said nothing", " \n", "boot ended with code 7"],
    ["the message of an error that nobody caught", UNCAUGHT, "Error: the disk is full"],
    ["only as much as a card can hold", "x".repeat(1000), `${"x".repeat(299)}…`],
    ["what a database can keep", "no\0 lease", "no lease"],
  ])("is known by %s", (_what, stderr, reason) => {
    expect(() => outputsOf(TASK, { kind: "returned", code: 7, outputs: {}, values: [], stdout: "", stderr })).toThrow(
      new TaskFailed(reason),
    );
  });

  it("because it could not be started is known by the innermost cause", () => {
    const error = new Error("starting boot.mjs", { cause: new Error("EACCES: permission denied") });
    expect(couldNotStart(TASK, error).message).toBe("boot could not start: EACCES: permission denied");
  });
});

describe("a script that returned", () => {
  it("has its outputs, as a database can keep them", () => {
    const outputs = { address: "10.0.0.1\0", list: ["\ud800"], count: 3 };
    const result = { kind: "returned" as const, code: 0, outputs, values: [], stdout: "", stderr: "a warning" };
    expect(outputsOf(TASK, result)).toEqual({ address: "10.0.0.1", list: ["\ufffd"], count: 3 });
  });
});
