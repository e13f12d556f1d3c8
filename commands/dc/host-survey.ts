/** dc host survey: has hosts asked at once what is on them. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcHostSurvey = command({
  words: "dc host survey",
  summary: "Ask a host, or all of them, at once which machines are on it",
  example: "dc host survey h1",
  permission: "datacenter.edit",
  args: z.object({ name: name().optional() }),
  positional: ["name"],
  async run({ name: host }, { app }) {
    const asked = await app.surveys.order(host ?? null);
    if (host && asked.length === 0) throw new Refusal("not-found", `there is no host ${host}`, "see: dc host list");
    const what = asked.length === 1 ? asked[0] : `all ${asked.length} hosts`;
    return say(`Asking ${what}. What differs from our books: dc check. What is not ours: dc unmanaged list`);
  },
});
