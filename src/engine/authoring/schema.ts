/** The JSON Schema of an action's file, for editors. */
import { z } from "zod";
import { DATA_ITEM_PATHS, inputPath } from "../../domain/data-item.ts";
import { actionFile } from "../action.ts";

/** Which inputs there are only the action itself says. */
const INPUT = `^${inputPath("[a-z][a-z0-9-]*$").replace(".", "\\.")}`;

/** JSON Schema 2020-12, made from the shape that actions are read by. */
export function actionSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(actionFile, {
    io: "input",
    override({ jsonSchema, path }) {
      if (path.at(-1) === "from") jsonSchema.anyOf = [{ enum: [...DATA_ITEM_PATHS] }, { pattern: INPUT }];
    },
  });
  return { title: "An action of Quartermaster", ...schema };
}
