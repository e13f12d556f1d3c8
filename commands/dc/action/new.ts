/** dc action new: begins an action from nothing, or from another one. */
import { z } from "zod";
import { choice, text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { formFor } from "../../../src/bot/form.ts";
import { actionCard } from "../../../src/cards/action-card.ts";
import { action, newAction } from "./arguments.ts";
import { dcActionTaskAdd } from "./task-add.ts";

export const dcActionNew = command({
  words: "dc action new",
  summary: "Begin the draft of an action, empty or with the tasks of another one",
  example: 'dc action new start@small --description "Start a small machine" --from start',
  permission: "datacenter.edit",
  args: z.object({
    ...{ action: newAction(), description: text(), weight: choice("light", "heavy").optional() },
    from: action().optional(),
  }),
  positional: ["action"],
  async run({ action: name, description, weight, from }, { app, actor }) {
    const about = { description, ...(weight ? { weight } : {}), ...(from ? { from } : {}) };
    const card = actionCard(await app.actions.begin(name, about, actor.identity));
    const next = await formFor({ ...app, actor }, dcActionTaskAdd, { action: name }, `A task of ${name}`);
    return { kind: "card", card, next };
  },
});
