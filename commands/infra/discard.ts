/** infra discard: throws a draft away. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { draft } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraDiscard = command({
  words: "infra discard",
  summary: "Throw a draft away",
  example: "infra discard crm",
  permission: "infra.edit",
  args: z.object({ infra: draft() }),
  positional: ["infra"],
  button: "Discard",
  run: async ({ infra }, { app, actor }) => say(nextSentence(await app.drafts.discard(infra, actor))),
});
