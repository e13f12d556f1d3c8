/** The JSON Schema of an action's file, for editors. */
import { z } from "zod";
import { DATA_ITEM_PATHS } from "../../domain/data-item.ts";
import { actionFile } from "../action.ts";

/** JSON Schema 2020-12, made from the shape that actions are read by. */
export function actionSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(actionFile, {
    io: "input",
    override({ jsonSchema, path }) {
      if (path.at(-1) === "from") jsonSchema.enum = [...DATA_ITEM_PATHS];
    },
  });
  return { title: "An action of Quartermaster", ...schema };
}
