/** report schedules: the reports that are posted regularly. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { schedulesCard } from "../../src/cards/report-schedule-text.ts";

export const reportSchedules = command({
  words: "report schedules",
  summary: "The reports that are posted regularly, and when each comes next",
  example: "report schedules",
  permission: "report.see",
  args: z.object({}),
  positional: [],
  run: async (_args, { app, actor }) => show(schedulesCard(await app.reportSchedules.list(actor))),
});
