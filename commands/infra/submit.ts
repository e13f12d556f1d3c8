/** infra submit: sends a complete draft to those who decide. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { draft } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraSubmit = command({
  words: "infra submit",
  summary: "Send a complete draft to those who decide",
  example: "infra submit crm",
  permission: "infra.edit",
  args: z.object({ infra: draft() }),
  positional: ["infra"],
  button: "Submit",
  run: async ({ infra }, { app, actor }) => say(nextSentence(await app.drafts.submit(infra, actor))),
});
