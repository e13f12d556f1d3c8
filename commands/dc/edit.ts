/** The answer of all commands that change a part of the datacenter. */
import type { Edit } from "../../src/app/datacenter/admin.ts";
import { show } from "../../src/bot/answers.ts";
import type { Context } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { changesCard } from "../../src/cards/datacenter-changes.ts";

/** Makes the change and shows what differs. Throws the Refusals of `DatacenterAdmin.edit`. */
export async function editDatacenter(edit: Edit, { app, actor }: Context): Promise<Answer> {
  return show(changesCard(await app.datacenter.edit(edit, actor.identity), "made"));
}
