/** What a transcript may say, and what cannot be read. */
import { describe, expect, it } from "vitest";
import { parseTranscript } from "../../../src/adapters/console/transcript.ts";

const deeds = (text: string) => parseTranscript(text).map(({ deed }) => deed);
const fields = (words: string) => {
  const [deed] = deeds(`dana! Reject REQ-7 ${words}`);
  return deed?.kind === "press" ? deed.words.fields : undefined;
};

describe("a transcript", () => {
  it("keeps the number of every line that does something", () => {
    const steps = parseTranscript("# begin\r\n\r\nana> vm list\nwait\n");
    expect(steps.map(({ line, source }) => [line, source])).toEqual([
      [3, "ana> vm list"],
      [4, "wait"],
    ]);
  });

  it("takes a # for a comment only where it begins the line", () => {
    expect(deeds("ana> bu register x --channel #retail # not a comment")).toEqual([
      { kind: "say", who: "ana", text: "bu register x --channel #retail # not a comment" },
    ]);
    expect(() => deeds("  # indented")).toThrow("line 1");
  });

  it("reads presses with and without an id and with fields", () => {
    const press = (verb: string, id: string | null, given: Record<string, string>) => ({
      kind: "press",
      who: "dana",
      words: { verb, id, fields: given },
    });
    expect(deeds("dana! Approve\ndana! approve REQ-7\ndana! Offer REQ-7 memory=+8GB count=2")).toEqual([
      press("Approve", null, {}),
      press("Approve", "REQ-7", {}),
      press("Offer", "REQ-7", { memory: "+8GB", count: "2" }),
    ]);
    expect(deeds('dana! Reject reason="too = large"')).toEqual([press("Reject", null, { reason: "too = large" })]);
  });

  it.each([
    'reason="too large"',
    "reason=“too large”",
    "reason=„too large“",
    "reason='too large'",
    "reason=‘too large’",
    "reason=«too large»",
    "reason=»too large«",
    "reason=‹too large›",
    "reason=`too large`",
    '--reason="too large"',
  ])("takes every kind of quotes: %s", (words) => {
    expect(fields(words)).toEqual({ reason: "too large" });
  });

  it("knows an apostrophe from a closing quote, and joins what is given twice", () => {
    expect(fields("reason=‘it’s too late’ who=don't")).toEqual({ reason: "it’s too late", who: "don't" });
    expect(fields("network=a network=b")).toEqual({ network: "a,b" });
    expect(fields("reason=")).toEqual({ reason: "" });
  });

  it("reads waiting, expecting and refusing", () => {
    expect(deeds("wait\nwait 1d12h\nwait 90m\nwait 30s\nexpect web-01 is running\nrefuse\nrefuse too-late")).toEqual([
      { kind: "wait", ms: null },
      { kind: "wait", ms: 129_600_000 },
      { kind: "wait", ms: 5_400_000 },
      { kind: "wait", ms: 30_000 },
      { kind: "expect", text: "web-01 is running" },
      { kind: "refuse", code: null },
      { kind: "refuse", code: "too-late" },
    ]);
  });

  it.each([
    "hello there",
    "ana>",
    "dana!",
    "dana! Approve REQ-1 REQ-2",
    'dana! Reject reason="open',
    "dana! Reject reason=too large",
    "wait for it",
    "expect",
    "refuse Too Late",
    "> nobody",
  ])("names the line that cannot be read: %s", (source) => {
    expect(() => parseTranscript(`# first\nana> vm list\n${source}`)).toThrow(/^line 3: /);
  });
});
