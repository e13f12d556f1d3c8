/** report keep: says that an infrastructure or a machine that lies idle is kept as it is. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { path } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { momentText } from "../../src/cards/moment.ts";

export const reportKeep = command({
  words: "report keep",
  summary: "Keep an infrastructure or a machine that lies idle as it is; nobody asks about it again for a while",
  example: "report keep till",
  permission: "known",
  args: z.object({ path: naming("infrastructure", path("PATH", 1, 4)) }),
  positional: ["path"],
  button: "Keep",
  async run({ path }, { app, actor }) {
    const until = await app.keep(path, actor);
    const { timeZone } = await app.datacenters.settings();
    return say(`${path.at(-1)} is kept as it is; nobody asks about it before ${momentText(until, timeZone)}`);
  },
});
