/** Which published action carries something out: a template's own before the default one. */
import type { Actions, PublishedAction } from "../app/engine.ts";
import { candidates } from "../domain/action-name.ts";
import { Refusal } from "../domain/refusal.ts";

/** One that is disabled is as if it were not there. */
export const actions: Actions = {
  plan(action, template, published) {
    const found = candidates(action, template).flatMap((name) => published.find((one) => one.name === name) ?? []);
    const [first] = found.filter(({ isEnabled }) => isEnabled);
    if (!first) throw found[0] ? disabled(found[0]) : unpublished(action);
    const { version, pack, weight, plan } = first;
    return { version, pack, weight, plan };
  },
};

function disabled({ name }: PublishedAction): Refusal {
  return new Refusal("not-offered", `${name} is disabled`, `an admin of the datacenter may: dc action enable ${name}`);
}

function unpublished(action: string): Refusal {
  const hint = "ask an admin of the datacenter to publish one";
  return new Refusal("not-found", `there is no published action ${action}`, hint);
}
