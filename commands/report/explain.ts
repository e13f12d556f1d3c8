/** report explain: how a charge comes about, as quantity × time × price. */
import { z } from "zod";
import { chargesSeen } from "../../src/app/charges.ts";
import { show } from "../../src/bot/answers.ts";
import { charge } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { chargeCard, chargesCard } from "../../src/cards/charge-card.ts";

export const reportExplain = command({
  words: "report explain",
  summary: "How a charge comes about: one line of the bill, or all of a machine or an infrastructure in a month",
  example: "report explain till/2027-01",
  permission: "report.see",
  args: z.object({ charge: charge() }),
  positional: ["charge"],
  button: "Explain",
  async run({ charge: asked }, { app, actor }) {
    const { currency } = await app.datacenters.settings();
    const lines = await chargesSeen(app.ledger, asked, actor);
    const [line] = lines;
    return show("id" in asked && line ? chargeCard(line, currency) : chargesCard(asked, lines, currency));
  },
});
