/** What people type, cut into words. */
import { describe, expect, it } from "vitest";
import { cutWords } from "../../src/bot/words.ts";

const texts = (line: string) => cutWords(line).map((word) => word.text);

describe("words", () => {
  it.each([
    ['"too large"'],
    ["'too large'"],
    ["`too large`"],
    ["“too large”"],
    ['“too large"'],
    ["”too large”"],
    ["„too large“"],
    ["‘too large’"],
    ["‚too large‘"],
    ["«too large»"],
    ["»too large«"],
    ["‹too large›"],
    ["´too large´"],
    ["＂too large＂"],
  ])("takes %s as one value", (said) => {
    expect(texts(`request reject REQ-7 --reason ${said} --x`)).toEqual([
      "request",
      "reject",
      "REQ-7",
      "--reason",
      "too large",
      "--x",
    ]);
    expect(texts(`--reason=${said} next`)).toEqual(["--reason=too large", "next"]);
  });

  it("leaves an apostrophe alone, within a word and within quotes", () => {
    expect(texts("it's ana’s ‘don’t do it’ 'it's late' x")).toEqual(["it's", "ana’s", "don’t do it", "it's late", "x"]);
  });

  it("lets a quote that nobody closes run to the end", () => {
    expect(texts('say "this and that')).toEqual(["say", "this and that"]);
  });

  it("keeps an empty text in quotes, and knows that it was quoted", () => {
    expect(cutWords('""')).toEqual([{ text: "", quoted: true }]);
  });

  it("joins names in a list, whether or not they are in quotes", () => {
    expect(texts('--template "small","medium" x')).toEqual(["--template", "small,medium", "x"]);
  });

  it("takes tabs, newlines and control characters as blanks", () => {
    expect(texts("vm\tlist\n--on\u0000shop\u0007\u2028x\u00a0y")).toEqual(["vm", "list", "--on", "shop", "x", "y"]);
  });

  it("drops what nobody can see, and keeps emoji whole", () => {
    expect(texts("vm\u200b list \u202e👩‍👩‍👧 é\ud800")).toEqual(["vm", "list", "👩‍👩‍👧", "é\ufffd"]);
  });

  it.each(["", "   ", "\u0000\n\t"])("finds nothing in %j", (line) => expect(texts(line)).toEqual([]));

  it("reads a very long line at once", () => {
    expect(texts('"'.repeat(4000)).join("").length).toBeLessThan(4000);
    expect(texts("a ".repeat(5000))).toHaveLength(5000);
  });
});
