/** The actions of all packs, a template's own before the default one. */
import type { Actions } from "../app/engine.ts";
import { Refusal } from "../domain/refusal.ts";
import { planOf } from "./action.ts";
import type { Pack } from "./pack.ts";

/** Where two packs have the same action, the earlier pack's counts. */
export function startActions(packs: Pack[]): Actions {
  const published = packs.flatMap(({ name, actions }) => actions.map((action) => ({ pack: name, action })));
  return {
    plan(action, template) {
      const names = template === null ? [action] : [`${action}@${template}`, action];
      const found = names.map((name) => published.find((one) => one.action.action === name)).find(Boolean);
      if (!found)
        throw new Refusal(
          "not-found",
          `no pack has an action ${action}`,
          "ask an admin of the datacenter to publish one",
        );
      return { pack: found.pack, weight: found.action.weight, plan: planOf(found.action) };
    },
  };
}
