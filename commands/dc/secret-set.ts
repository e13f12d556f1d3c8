/** dc secret set: keeps a secret value under a name, in place of the one before. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { secret, secretName } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcSecretSet = command({
  words: "dc secret set",
  summary: "Keep a secret that tasks may be given; its value is entered in the form only",
  example: "dc secret set backup-password",
  permission: "datacenter.edit",
  args: z.object({ name: secretName(), value: secret() }),
  positional: ["name"],
  async run({ name, value }, { app, actor }) {
    const isNew = await app.secrets.set(name, value, actor);
    return say(`the secret ${name} is ${isNew ? "kept" : "replaced"}; tasks are given it as { secret: ${name} }`);
  },
});
