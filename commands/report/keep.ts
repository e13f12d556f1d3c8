/** report keep: says that an infrastructure that lies idle is kept as it is. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { keptText } from "../../src/cards/idle-card.ts";

export const reportKeep = command({
  words: "report keep",
  summary: "Keep an infrastructure that lies idle as it is; nobody asks about it again for a while",
  example: "report keep till",
  permission: "infra.edit",
  args: z.object({ infra: naming("infrastructure", name("INFRA")) }),
  positional: ["infra"],
  button: "Keep",
  async run({ infra }, { app, actor }) {
    const until = await app.keep.infrastructure(infra, actor);
    const { timeZone } = await app.datacenters.settings();
    return say(keptText(infra, until, timeZone));
  },
});
