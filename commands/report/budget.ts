/** report budget: says what a business unit means to spend in a month, and when its admins are told. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { money, name, percents } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { budgetSetText } from "../../src/cards/budget-text.ts";
import { USUAL_ALERTS } from "../../src/domain/ledger/budget.ts";

export const reportBudget = command({
  words: "report budget",
  summary: "Set what a business unit means to spend in a month, and at which shares of it its admins are told",
  example: "report budget retail --month 500.00 --alert 80,100",
  permission: "budget.edit",
  args: z.object({ bu: naming("unit", name("BU")), month: money(), alert: percents().optional() }),
  positional: ["bu"],
  async run({ bu, month, alert: alerts = USUAL_ALERTS }, { app, actor }) {
    const { currency } = await app.datacenters.settings();
    return say(budgetSetText(bu, await app.budgets.set(bu, { month, alerts }, actor), currency));
  },
});
