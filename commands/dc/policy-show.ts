/** dc policy show: the policy in force, rule by rule. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { policyCard } from "../../src/cards/policy-card.ts";

export const dcPolicyShow = command({
  words: "dc policy show",
  summary: "The policy in force: who is asked about what",
  example: "dc policy show",
  permission: "policy.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const policy = await app.policies.current();
    return show(policyCard(`Policy ${policy.version}`, policy));
  },
});
