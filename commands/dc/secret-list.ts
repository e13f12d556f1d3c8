/** dc secret list: which secrets there are and who uses them, never their values. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { secretsCard } from "../../src/cards/secrets-card.ts";

export const dcSecretList = command({
  words: "dc secret list",
  summary: "Secrets: who set them and when, and which actions are given them",
  example: "dc secret list",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  run: async (_args, { app }) => show(secretsCard(await app.secrets.list(), (await app.datacenters.facts()).timeZone)),
});
