/** Which published action carries something out, and what a run of it pins. */
import type { Actions } from "../app/engine.ts";
import { chosen } from "../domain/published.ts";

export const actions: Actions = {
  plan(action, template, published) {
    const { version, pack, weight, plan } = chosen(action, template, published);
    return { version, pack, weight, plan };
  },
};
