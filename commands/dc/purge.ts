/** dc purge: removes what scripts said and put out long ago, once somebody has seen how much that is. */
import { DateTime } from "luxon";
import { z } from "zod";
import type { Purgeable } from "../../src/app/purge.ts";
import { say } from "../../src/bot/answers.ts";
import { date, flag } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

/** What is younger stays, unless another day is named. */
const DAYS_KEPT = 90;

export const dcPurge = command({
  words: "dc purge",
  summary: "Remove what scripts said and put out, and what was told, before a day; shows how much it is first",
  example: "dc purge --before 2026-06-30",
  permission: "datacenter.edit",
  args: z.object({ before: date().optional(), confirm: flag().optional() }),
  positional: [],
  async run({ before, confirm }, { app, actor }) {
    const { timeZone } = await app.datacenters.settings();
    const day =
      before ?? DateTime.fromJSDate(app.now(), { zone: timeZone }).minus({ days: DAYS_KEPT }).toISODate() ?? "";
    if (confirm) return say(`Removed from before ${day}: ${countsText(await app.purge.run(day, actor))}.`);
    const found = countsText(await app.purge.preview(day));
    return say(`There is from before ${day}: ${found}. To remove it: dc purge --before ${day} --confirm`);
  },
});

function countsText({ said, outputs, kept, notices }: Purgeable): string {
  return `what ${said} scripts said, what ${outputs} tasks put out, ${kept} large outputs of failed work, ${notices} notices`;
}
