/** dc policy history: the policies that were in force, and who put them there. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { policyHistory } from "../../src/cards/policy-card.ts";

export const dcPolicyHistory = command({
  words: "dc policy history",
  summary: "The policies that were in force, and who put them there",
  example: "dc policy history",
  permission: "policy.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { timeZone } = await app.datacenters.settings();
    return show(policyHistory(await app.policies.history(), timeZone));
  },
});
