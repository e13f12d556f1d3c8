/** The JSON Schema that editors use says what the program reads. */
import { expect, it } from "vitest";
import { DATA_ITEM_PATHS } from "../../../src/domain/data-item.ts";
import { actionFile } from "../../../src/engine/action.ts";
import { actionSchema } from "../../../src/engine/authoring/schema.ts";

interface Node {
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  additionalProperties?: Node | false;
  anyOf?: Node[];
  enum?: string[];
  pattern?: string;
}

const schema = actionSchema() as Node;

it("knows every part of an action, and nothing else", () => {
  expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(actionFile.shape));
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toEqual(["action", "description", "weight"]);
  expect(schema.properties?.tasks?.items?.required).toEqual(["name", "title", "type", "script"]);
});

it("offers what a parameter may refer to", () => {
  const parameters = schema.properties?.tasks?.items?.properties?.parameters?.additionalProperties;
  const from = (parameters || undefined)?.anyOf?.flatMap(({ properties }) => properties?.from ?? []);
  const [known, inputs] = from?.[0]?.anyOf ?? [];
  expect(known?.enum).toEqual(DATA_ITEM_PATHS);
  expect(
    ["input.days", "input.", "input.Days", "inputs.days"].filter((path) => path.match(inputs?.pattern ?? "")),
  ).toEqual(["input.days"]);
});
