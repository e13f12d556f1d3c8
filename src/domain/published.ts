/** Which of the published actions carries something out: a template's own before the default one. */
import { candidates } from "./action-name.ts";
import { Refusal } from "./refusal.ts";

/** What of a published action decides that. */
interface Candidate {
  name: string;
  isEnabled: boolean;
}

/** The one that is in force; one that is disabled is as if it were not there. */
export function inForce<A extends Candidate>(
  action: string,
  template: string | null,
  published: readonly A[],
): A | undefined {
  return candidatesAmong(action, template, published).find(({ isEnabled }) => isEnabled);
}

/** The same; throws a Refusal `not-found` when there is none, `not-offered` when it is disabled. */
export function chosen<A extends Candidate>(action: string, template: string | null, published: readonly A[]): A {
  const found = inForce(action, template, published);
  if (found) return found;
  const [off] = candidatesAmong(action, template, published);
  throw off ? disabled(off) : unpublished(action);
}

function candidatesAmong<A extends Candidate>(action: string, template: string | null, published: readonly A[]): A[] {
  return candidates(action, template).flatMap((name) => published.find((one) => one.name === name) ?? []);
}

function disabled({ name }: Candidate): Refusal {
  return new Refusal("not-offered", `${name} is disabled`, `an admin of the datacenter may: dc action enable ${name}`);
}

function unpublished(action: string): Refusal {
  const hint = "ask an admin of the datacenter to publish one";
  return new Refusal("not-found", `there is no published action ${action}`, hint);
}
