/** What an action of one's own asks is told in the type that it says, or refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitInputs, type Input, missingInputs } from "../../src/domain/action-inputs.ts";

function input(name: string, given: Partial<Input> = {}): Input {
  return { name, title: name, type: "text", required: false, default: null, choices: null, ...given };
}

const DAYS = input("days", { type: "number", default: "90" });
const COLOUR = input("colour", { type: "choice", choices: ["Blue", "green"], required: true });
const FORCE = input("force", { type: "yes-no" });
const NOTE = input("note");

const told = (said: Record<string, string>) => fitInputs("paint", [DAYS, COLOUR, FORCE, NOTE], said);

describe("what is told", () => {
  it("is complete: as it was said, by default, or empty", () => {
    expect(told({ colour: "green", note: "a = b, c" })).toEqual({
      ...{ days: "90", colour: "green", force: "", note: "a = b, c" },
    });
  });

  it("is a choice as the action writes it, whatever the case in which it was typed", () => {
    expect(told({ colour: " BLUE ", force: "Yes" })).toMatchObject({ colour: "Blue", force: "yes" });
  });

  it.each([
    ["what it does not ask for", { colour: "green", size: "9" }, undefined, "paint has no input size"],
    ["nothing where it has to know", { days: "3" }, "param.colour", "paint needs colour"],
    ["an empty text where it has to know", { colour: "" }, "param.colour", "paint needs colour"],
    ["a number that is none", { colour: "green", days: "9e9" }, "param.days", 'days: "9e9" is not a number'],
    ["a choice that is none", { colour: "red" }, "param.colour", 'colour: "red" is not one of: Blue, green'],
    ["a perhaps", { colour: "green", force: "perhaps" }, "param.force", "not one of: yes, no"],
    ["too long a text", { colour: "green", note: "x".repeat(501) }, "param.note", "up to 500 letters"],
  ])("is not %s", (_what, said, field, sentence) => {
    expect(() => told(said as Record<string, string>)).toThrow(
      expect.objectContaining({ code: "bad-arguments", field, message: expect.stringContaining(sentence) }),
    );
  });

  it("is told again as it is", () => {
    const said = fc.record({
      days: fc.oneof(fc.constant(""), fc.integer().map(String)),
      colour: fc.constantFrom("blue", "Green", " green"),
      force: fc.constantFrom("", "yes", "NO"),
      note: fc.string({ maxLength: 500 }),
    });
    fc.assert(
      fc.property(said, (one) => {
        const once = told(one);
        expect(told(once)).toEqual(once);
      }),
    );
  });
});

it("is missing only what is required and has no default", () => {
  const all = [DAYS, COLOUR, FORCE, input("host", { required: true, default: "h1" })];
  expect(missingInputs(all, {}).map(({ name }) => name)).toEqual(["colour"]);
  expect(missingInputs(all, { colour: "green" })).toEqual([]);
});
