/** The answer of the commands that build a draft: the draft as it is now. */
import { say, show } from "../../src/bot/answers.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { draftCard } from "../../src/cards/draft-card.ts";
import { nextSentence } from "../../src/cards/text.ts";
import type { Request } from "../../src/domain/request.ts";

export function showDraft(request: Request): Answer {
  const { id, details } = request;
  return details.kind === "infra.new" ? show(draftCard(id, details.plan)) : say(nextSentence(request));
}
