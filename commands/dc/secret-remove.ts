/** dc secret remove: forgets a secret that nothing uses. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { secretName } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcSecretRemove = command({
  words: "dc secret remove",
  summary: "Forget a secret that no published action is given",
  example: "dc secret remove backup-password",
  permission: "datacenter.edit",
  args: z.object({ name: secretName() }),
  positional: ["name"],
  async run({ name }, { app, actor }) {
    await app.secrets.remove(name, actor);
    return say(`the secret ${name} is gone`);
  },
});
