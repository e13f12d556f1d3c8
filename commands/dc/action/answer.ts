/** What the commands of actions answer, and how they edit a draft. */
import type { DraftEdit } from "../../../src/app/actions.ts";
import { show } from "../../../src/bot/answers.ts";
import type { Context } from "../../../src/bot/command.ts";
import type { Answer } from "../../../src/bot/conversation.ts";
import { actionCard } from "../../../src/cards/action-card.ts";
import { Refusal } from "../../../src/domain/refusal.ts";

interface Edited {
  action: string;
  revision?: string | undefined;
}

/** Edits the draft and shows it. Throws the Refusals of `ActionDrafts.edit`. */
export async function editDraft(
  { action, revision }: Edited,
  edit: DraftEdit,
  { app, actor }: Pick<Context, "app" | "actor">,
): Promise<Answer> {
  return show(actionCard(await app.actions.edit(action, edit, actor.identity, revision)));
}

/** The text of a file that was attached or named. Throws a Refusal `not-found`. */
export async function textOf(name: string, { file }: Pick<Context, "file">): Promise<string> {
  const content = await file(name);
  if (content !== undefined) return content;
  throw new Refusal("not-found", `there is no file ${name}`, "attach it, or name one that is there");
}
