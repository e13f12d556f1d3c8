/** dc action import: makes drafts of a file. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { actionCard } from "../../../src/cards/action-card.ts";
import { listCard } from "../../../src/cards/list-card.ts";
import { textOf } from "./answer.ts";
import { revision } from "./arguments.ts";

export const dcActionImport = command({
  words: "dc action import",
  summary: "Make drafts of what a file holds: a bundle, or one action as YAML or XML",
  example: "dc action import src/packs/simulator/start.yaml",
  permission: "datacenter.edit",
  args: z.object({ file: text("FILE"), revision: revision() }),
  positional: ["file"],
  async run({ file: name, revision: seen }, context) {
    const { app, actor } = context;
    const views = await app.actions.bring({ name, content: await textOf(name, context) }, actor.identity, seen);
    const [view] = views;
    if (view && views.length === 1) return show(actionCard(view));
    return show(
      listCard(
        ["draft", "drafts"],
        ["action", "version"],
        views.map((one) => [one.name, String(one.version)]),
      ),
    );
  },
});
