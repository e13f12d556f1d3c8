/** report configuration, chargeback and utilization: what there is, what it costs, what is used of it; a card or a file. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, month, name, path } from "../../src/bot/args.ts";
import { type Command, command } from "../../src/bot/command.ts";
import { REPORT_KINDS, REPORTS, type ReportKind } from "../../src/domain/report.ts";

const EXAMPLES: Record<ReportKind, string> = {
  configuration: "report configuration --on shop",
  chargeback: "report chargeback --month 2027-01",
  utilization: "report utilization --csv",
};

export const REPORT_COMMANDS: readonly Command[] = REPORT_KINDS.map((report) =>
  command({
    words: `report ${report}`,
    summary: REPORTS[report],
    example: EXAMPLES[report],
    permission: "report.see",
    args: z.object({
      bu: naming("unit", name("BU")).optional(),
      on: naming("infrastructure", path("PATH", 1, 2, 3)).optional(),
      month: month().optional(),
      csv: flag().optional(),
    }),
    positional: [],
    async run({ bu, on, month: asked, csv }, { app, actor }) {
      const card = await app.reports({ report, bu, on: on?.join("/"), month: asked }, actor);
      const { file } = card;
      return csv && file ? { kind: "text", text: `${card.title} as ${file.name}`, file } : show(card);
    },
  }),
);
