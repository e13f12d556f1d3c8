/** Secret values reach a script by standard input alone, and nothing that comes back holds them. */

import { describe, expect, it } from "vitest";
import { redactor } from "../../../src/domain/redaction.ts";
import { never, workbench } from "./workbench.ts";

const SECRET = "hush, canary-7";

describe("a secret value", () => {
  it("is on standard input, and neither in the environment nor among the arguments", async () => {
    const { runner, script, call } = workbench();
    const file = script(
      "s.sh",
      `read -r line
       case "$line" in *canary*) echo it is there;; esac
       env | grep -c canary
       tr '\\0' ' ' < /proc/$$/cmdline | grep -c canary`,
    );
    const result = await runner.run(call(file, { parameters: { vm: "web" }, secure: { password: SECRET } }), never);
    expect(result).toMatchObject({ kind: "returned", stdout: "it is there\n0\n0\n" });
  });

  it.each([
    ["a script's output", "cat", { stdout: '{"password":"***"}', outputs: { password: "***" } }],
    ["a script's complaints", "cat >&2; exit 3", { code: 3, stderr: '{"password":"***"}' }],
    ["the values that it returns", `echo '["a ${SECRET} b", 1]'`, { values: ["a *** b", 1] }],
    [
      "the names of its outputs",
      `echo '{"${SECRET}": {"deep": ["${SECRET}"]}}'`,
      { outputs: { "***": { deep: ["***"] } } },
    ],
  ])("is taken out of %s", async (_what, text, expected) => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", text), { secure: { password: SECRET } }), never);
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain("canary");
  });

  it("is taken out of what is told while the script runs, and of what it said before its time was up", async () => {
    const { runner, script, call } = workbench();
    const heard: string[] = [];
    const text = `echo "one ${SECRET}"; echo "two ${SECRET}" >&2; sleep 600`;
    const secure = { password: SECRET };
    const result = await runner.run(call(script("s.sh", text), { secure, timeoutSeconds: 0.5 }), never, (line) =>
      heard.push(line),
    );
    expect(heard.toSorted()).toEqual(["one ***", "two ***"]);
    expect(result).toEqual({ kind: "timed-out", stdout: "one ***\n", stderr: "two ***\n" });
  });

  it("leaves no piece of itself where the output is cut off", async () => {
    for (let limit = 20; limit < 60; limit += 1) {
      const { runner, script, call } = workbench(limit);
      const file = script("s.sh", `printf 'before ${SECRET} and after it much more is said'`);
      const result = await runner.run(call(file, { secure: { password: SECRET } }), never);
      if (result.kind !== "returned") throw new Error(result.kind);
      expect(result.stdout).not.toMatch(/canary|anary|nary|ary-7|ry-7|y-7/);
      expect(result.stdout.length).toBeLessThanOrEqual(limit);
    }
  });
});

describe("what is taken out", () => {
  const key = "-----BEGIN KEY-----\nMIIEv/x+y\nzz==\n-----END KEY-----";

  it.each([
    ["the value itself", "pass.word*", "it is pass.word*!", "it is ***!"],
    ["as JSON writes it", 'say "so"', String.raw`{"a":"say \"so\""}`, '{"a":"***"}'],
    ["as a URL writes it", "p@ss word", "http://u:p%40ss%20word@host", "http://u:***@host"],
    ["each line of a key", key, "got MIIEv/x+y here", "got *** here"],
    ["nothing, when it is shorter than four letters", "abc", "abc", "abc"],
    ["nothing that merely looks alike", "a.cd", "abcd", "abcd"],
  ])("is %s", (_what, secret, text, shown) => {
    expect(redactor([secret]).text(text)).toBe(shown);
  });

  it("is the longest of several that fit", () => {
    expect(redactor(["longer", "longer still"]).text("a longer still b longer c")).toBe("a *** b *** c");
  });

  it("is a number that is the secret, too", () => {
    expect(redactor(["123456"]).value({ pin: 123456, other: [12, null, true] })).toEqual({
      pin: "***",
      other: [12, null, true],
    });
  });
});
