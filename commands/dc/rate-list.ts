/** dc rate list: all rates, the newest first. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { ratesCard } from "../../src/cards/datacenter-lists.ts";
import { dayIn } from "../../src/domain/day.ts";

export const dcRateList = command({
  words: "dc rate list",
  summary: "What a GB costs a day: the rate in force, those to come, those that are over",
  example: "dc rate list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { parts } = await app.datacenter.look();
    const { timeZone, currency } = await app.datacenters.settings();
    const rates = [...parts.rate].map(([from, rate]) => ({ from, ...rate }));
    return show(ratesCard(rates, dayIn(timeZone, app.now()), currency));
  },
});
