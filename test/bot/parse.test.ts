/** From what was typed to a command and its arguments. */
import { describe, expect, it } from "vitest";
import { usageOf } from "../../src/bot/command.ts";
import { formOf } from "../../src/bot/form.ts";
import { findCommand, placeWords, readArgs } from "../../src/bot/parse.ts";
import { unknownCommand } from "../../src/bot/unknown-command.ts";
import { cutWords } from "../../src/bot/words.ts";
import { find, ORDERS, order } from "./orders.ts";
import { refusalOf } from "./refusal-of.ts";

function read(line: string) {
  const { command, rest } = findCommand(ORDERS, cutWords(line));
  return readArgs(command, placeWords(command, rest));
}

const argsOf = (line: string) => {
  const result = read(line);
  return "args" in result ? result.args : result;
};

describe("a line", () => {
  it("becomes arguments, in any order and either spelling", () => {
    const args = { name: "plum", size: 2048, count: 3, wait: true };
    expect(argsOf("cake order plum --size 2GB --count 3 --wait")).toEqual(args);
    expect(argsOf("Cake ORDER --wait --count=3 plum --size=2")).toEqual(args);
    expect(argsOf("cake order —wait –count=3 plum --size=2")).toEqual(args);
    expect(argsOf("cake order ‑‑wait −−count 3 plum ——size=2")).toEqual(args);
    expect(argsOf("cake order plum --size 2 ‑‑note‑text late")).toMatchObject({ noteText: "late" });
  });

  it("takes lists repeated or separated by commas, each name once", () => {
    expect(argsOf("cake order plum --size 2 --with cream,nuts --with nuts")).toMatchObject({ with: ["cream", "nuts"] });
  });

  it("takes values that begin with a sign, and quoted ones that look like options", () => {
    expect(argsOf('cake order plum --size 2 --note-text "--wait"')).toMatchObject({ noteText: "--wait" });
    expect(argsOf("cake order plum --size 2 --note-text -8GB")).toMatchObject({ noteText: "-8GB" });
    expect(argsOf("cake order plum --size 2 --note-text=+8GB")).toMatchObject({ noteText: "+8GB" });
  });

  it("finds the longest command that it begins with", () => {
    expect(findCommand(ORDERS, cutWords("cake order status")).command.words).toBe("cake order status");
    expect(findCommand(ORDERS, cutWords("cake order plum")).command.words).toBe("cake order");
  });

  it("hands all words that are left to an argument that takes them", () => {
    expect(placeWords(find, cutWords("plum cake"))).toEqual({ words: "plum cake" });
  });

  it("tells what is missing from what is wrong", () => {
    expect(read("cake order plum")).toEqual({ missing: ["size"] });
    expect(read("cake order")).toEqual({ missing: ["name", "size"] });
  });

  it.each([
    ["cake order plum --size", "needs a value"],
    ["cake order plum --size --count 3", "--size needs a value"],
    ["cake order plum --sise 2", "no option --sise"],
    ["cake order plum --constructor x", "no option --constructor"],
    ["cake order plum pear --size 2", '"pear" is one word too many'],
    ["cake order plum --size 2 --size 3", "given twice"],
    ["cake order Plum --size 2", '"Plum" is not a name'],
    ["cake order plum --size 0", "not a size"],
    ["cake order plum --size 999999999TB", "not a size"],
    ["cake order plum --size 2 --count 0", "whole number from 1 to 100"],
    ["cake order plum --size 2 --count 101", "whole number from 1 to 100"],
    ["cake order plum --size 2 --count 1.5", "whole number"],
    ["cake order plum --size 2 --with Cream", "is not a name"],
    ["cake order plum --size 2 --place here", "a path like"],
    ["cake order plum --size 2 --kind sour", "sweet, salty"],
    ['cake order plum --size 2 --note-text "  "', "empty"],
    [`cake order plum --size 2 --note-text "${"x".repeat(2001)}"`, "longer than 2000"],
    ["cake order plum --size 2 --wait=perhaps", "yes or no"],
  ])("%.60s is refused with the usage", (line, sentence) => {
    const refusal = refusalOf(() => read(line));
    expect(refusal.code).toBe("bad-arguments");
    expect(refusal.message).toContain(sentence);
    expect(refusal.hint).toContain("cake order <name> --size SIZE");
  });
});

it("a long family is told by its first members, and where the others are", () => {
  const family = Array.from({ length: 15 }, (_, i) => ({ ...order, words: `cake number-${i}` }));
  const { hint } = unknownCommand(family, ["cake", "bake"]);
  expect(hint).toContain("cake knows: number-0, ");
  expect(hint).toContain("number-11 and 3 more; all of them: help cake");
});

describe("words that begin no command", () => {
  it.each([
    ["cake oredr plum", "did you mean: cake order?"],
    ["cake ordre status", "did you mean: cake order status?"],
    ["fnid plum", "did you mean: find?"],
    ["cake", "cake knows: order, order status"],
    ["cake bake", "cake knows: order, order status"],
    ["🍰", "what I understand: help"],
    ["", "what I understand: help"],
    ["constructor", "what I understand: help"],
  ])("%j leads to %j", (line, hint) => {
    expect(refusalOf(() => read(line))).toMatchObject({ code: "unknown-command", hint });
  });
});

describe("what is made from a description", () => {
  it("the usage line", () => {
    expect(usageOf(order)).toBe(
      "cake order <name> --size SIZE [--count N] [--with TOPPING…] [--place street/house] [--kind sweet|salty] [--note-text TEXT] [--wait]",
    );
  });

  it("the form, with what was given filled in", () => {
    const form = formOf(order, { name: "plum" });
    expect(form).toMatchObject({ command: "cake order", title: "Order a cake", usage: usageOf(order) });
    const [first, size] = form.fields;
    expect(first).toMatchObject({ name: "name", required: true, value: "plum" });
    expect(size).toMatchObject({
      name: "size",
      required: true,
      value: "",
      hint: "a size such as 64GB, 1.5TB or 512MB",
    });
    expect(form.fields.find(({ name }) => name === "kind")).toMatchObject({
      choices: ["sweet", "salty"],
      required: false,
    });
    expect(form.fields.find(({ name }) => name === "noteText")).toMatchObject({ label: "note text" });
  });
});
