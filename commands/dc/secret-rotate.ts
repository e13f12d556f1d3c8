/** dc secret rotate: encrypts all secrets again under the current key. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";

export const dcSecretRotate = command({
  words: "dc secret rotate",
  summary: "Encrypt all secrets again under the current key, so that earlier keys can go",
  example: "dc secret rotate",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor }) {
    const changed = await app.secrets.rotate(actor);
    return say(`sealed again: ${changed}; all secrets are under the current key, and SECRETS_KEY_OLD can go`);
  },
});
