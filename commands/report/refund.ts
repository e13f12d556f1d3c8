/** report refund: gives back a charge, whole or in part, as an entry of its own. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { chargeId, money, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { moneyOf, moneyText } from "../../src/domain/money.ts";

export const reportRefund = command({
  words: "report refund",
  summary: "Give back a charge, once, whole or in part; it counts in the month in which it is entered",
  example: 'report refund C-1 --amount 1.00 --reason "the host was down"',
  permission: "charge.refund",
  args: z.object({ charge: chargeId(), amount: money(), reason: text() }),
  positional: ["charge"],
  async run({ charge, amount, reason }, { app, actor }) {
    const { currency } = await app.datacenters.settings();
    const refund = await app.ledgerEntries.refund({ charge, amount: moneyOf(amount), reason }, actor);
    return say(`${refund} gives back ${moneyText(moneyOf(amount), currency)} of ${charge}: ${reason}`);
  },
});
