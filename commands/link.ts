/** `link [code]`: joins a person's identities on two platforms. */

import { z } from "zod";
import { say } from "../src/bot/answers.ts";
import { text } from "../src/bot/args.ts";
import { command } from "../src/bot/command.ts";
import { Refusal } from "../src/domain/refusal.ts";

export const link = command({
  words: "link",
  summary: "Join your identities on two platforms",
  example: "link",
  permission: "anybody",
  args: z.object({ code: text("CODE").optional() }),
  positional: ["code"],
  async run({ code }, { app, actor, from }) {
    if (code) {
      await app.links.join(code, from);
      return say("Joined: from now on you are one person on both platforms.");
    }
    if (!actor) throw new Refusal("unknown-person", "I do not know you here", "where I know you, type: link");
    const fresh = await app.links.offer(actor);
    return say(`Within ten minutes, type this on the other platform: link ${fresh}`);
  },
});
