/** dc policy test: tells which rule would fire for a request of these facts, and why. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { noted } from "../../src/bot/arg-notes.ts";
import { rest } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { policyTrial } from "../../src/cards/policy-card.ts";
import { sampleFacts } from "../../src/domain/policy/sample.ts";

const FACTS = {
  looks: "FACT=VALUE…",
  wanted: "facts such as kind=vm.create count=3 memory=12 requester.roles=user",
  rest: true,
} as const;

export const dcPolicyTest = command({
  words: "dc policy test",
  summary: "Try the policy in force on a request of these facts: which rule fires, and why",
  example: "dc policy test kind=vm.create count=3 memory=12 requester.roles=user",
  permission: "policy.see",
  args: z.object({ facts: noted(rest("FACT=VALUE…"), FACTS) }),
  positional: ["facts"],
  run: async ({ facts }, { app }) => show(policyTrial(await app.policies.test(sampleFacts(facts)))),
});
