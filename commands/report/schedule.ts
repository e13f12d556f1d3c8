/** report schedule: has a report posted into a channel every week. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { channel, choice, name, timeZone, weekly } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { scheduledText } from "../../src/cards/report-schedule-text.ts";
import { REPORT_KINDS } from "../../src/domain/report.ts";

export const reportSchedule = command({
  words: "report schedule",
  summary: "Have a report posted into a channel on some days of the week",
  example: 'report schedule utilization --every "mon 09:00" --channel #retail --bu retail',
  permission: "report.schedule",
  args: z.object({
    report: choice(...REPORT_KINDS),
    every: weekly(),
    channel: channel(),
    tz: timeZone().optional(),
    bu: naming("unit", name("BU")).optional(),
  }),
  positional: ["report"],
  async run({ report, every, channel: where, tz, bu }, { app, actor }) {
    const schedule = await app.reportSchedules.add({ report, every, channel: where, zone: tz, bu }, actor);
    return say(scheduledText(schedule));
  },
});
