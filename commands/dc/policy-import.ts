/** dc policy import: puts a policy in force. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { policyCard } from "../../src/cards/policy-card.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcPolicyImport = command({
  words: "dc policy import",
  summary: "Put a policy in force for all requests from now on; pending ones keep theirs",
  example: "dc policy import docs/example-policy.yaml",
  permission: "policy.edit",
  args: z.object({ file: text("FILE") }),
  positional: ["file"],
  async run({ file: name }, { app, actor, file }) {
    const source = await file(name);
    if (source === undefined)
      throw new Refusal("not-found", `there is no file ${name}`, "attach it, or name one that is there");
    const version = await app.policies.import(name, source, actor);
    return show(policyCard(`Policy ${version} is in force`, await app.policies.current()));
  },
});
