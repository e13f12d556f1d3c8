/** request delegate: lets somebody decide in one's place while one is away. */
import { z } from "zod";
import { delegateNamed } from "../../src/app/people.ts";
import { say } from "../../src/bot/answers.ts";
import { date, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { dayText } from "../../src/cards/moment.ts";

export const requestDelegate = command({
  words: "request delegate",
  summary:
    "Let somebody decide in your place until the end of a day; you are not asked meanwhile, and still may decide",
  example: "request delegate olga --until 2027-01-08 --reason holiday",
  permission: "known",
  args: z.object({ person: text("PERSON"), until: date(), reason: text().optional() }),
  positional: ["person"],
  async run({ person, until, reason = "" }, { app, actor }) {
    const delegate = await delegateNamed(app, person, actor);
    await app.delegations.begin({ delegate, until, reason }, actor);
    return say(`${delegate.name} decides in your place until ${dayText(until)}; to end it: request undelegate`);
  },
});
