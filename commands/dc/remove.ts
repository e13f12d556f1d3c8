/** What all commands share that take a part out of the datacenter. */
import type { Removable } from "../../src/app/datacenter/removal.ts";
import { show } from "../../src/bot/answers.ts";
import type { Context } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { changesCard } from "../../src/cards/datacenter-changes.ts";
import { Refusal } from "../../src/domain/refusal.ts";

/**
 * Takes it out and shows that it is gone. Throws the Refusals of `DatacenterAdmin.remove`, and `bad-arguments` where
 * another name is confirmed.
 */
export async function removePart(
  what: Removable,
  { name, confirm = name }: { name: string; confirm?: string | undefined },
  { app, actor }: Context,
  words = `dc ${what} remove`,
): Promise<Answer> {
  if (confirm !== name) {
    const again = `${words} ${name} --confirm ${name}`;
    throw new Refusal("bad-arguments", `${confirm} is not ${name}, so nothing was done`, `usage: ${again}`);
  }
  return show(changesCard(await app.datacenter.remove(what, name, actor.identity), "made"));
}
