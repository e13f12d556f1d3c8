/** The answer of the commands that build a draft: the draft as it is now, and the step that usually follows. */
import { say, show } from "../../src/bot/answers.ts";
import type { Command, Context } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { formFor } from "../../src/bot/form.ts";
import type { RawArgs } from "../../src/bot/parse.ts";
import { changeCard } from "../../src/cards/change-card.ts";
import { draftCard } from "../../src/cards/draft-card.ts";
import { nextSentence } from "../../src/cards/text.ts";
import type { Request } from "../../src/domain/request.ts";

/** A step of the way from nothing to a submitted infrastructure. */
interface NextStep {
  command: Command;
  given: RawArgs;
  title: string;
}

export async function showDraft(request: Request, { app, actor }: Context, next?: NextStep): Promise<Answer> {
  const { id, details } = request;
  if (details.kind === "infra.change") return show(changeCard(id, details, (await app.datacenters.facts()).currency));
  if (details.kind !== "infra.new") return say(nextSentence(request));
  const card = draftCard(id, details.plan);
  if (!next) return show(card);
  const form = await formFor({ choices: app.choices, actor }, next.command, next.given, next.title);
  return { kind: "card", card, next: form };
}
