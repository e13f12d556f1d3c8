/** vm keep: says that a machine that runs idle is kept as it is. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { path } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { keptText } from "../../src/cards/idle-card.ts";

export const vmKeep = command({
  words: "vm keep",
  summary: "Keep a machine that runs idle as it is; nobody asks about it again for a while",
  example: "vm keep web-01",
  permission: "vm.operate",
  args: z.object({ vm: naming("machine", path("VM", 1, 4)) }),
  positional: ["vm"],
  button: "Keep",
  isMeant: async (id) => id.includes("/"), // an infrastructure may have the same name, but has no path
  async run({ vm }, { app, actor }) {
    const name = vm.at(-1) ?? "";
    const until = await app.keep.machine(name, actor);
    const { timeZone } = await app.datacenters.settings();
    return say(keptText(name, until, timeZone));
  },
});
