/** report unschedule: has a report posted no more. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { scheduleId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { unscheduledText } from "../../src/cards/report-schedule-text.ts";

export const reportUnschedule = command({
  words: "report unschedule",
  summary: "Have a report posted no more",
  example: "report unschedule RS-1",
  permission: "report.schedule",
  args: z.object({ id: scheduleId() }),
  positional: ["id"],
  run: async ({ id }, { app, actor }) => say(unscheduledText(await app.reportSchedules.remove(id, actor))),
});
