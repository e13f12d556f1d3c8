/** Conditions of a policy: CEL expressions over the facts of a request. */
import { Environment } from "@marcbachmann/cel-js";
import { FACTS, type RequestFacts } from "./facts.ts";

/** Tells whether it holds; throws for what cannot be evaluated, such as a division by zero. */
export type Condition = (facts: RequestFacts) => boolean;

/** What is wrong with a text that is no condition; `at`: how many characters from its beginning. */
export interface ConditionFault {
  message: string;
  at: number;
}

/** Reads a condition: an expression that is true or false of a request. */
export function readCondition(text: string): Condition | ConditionFault {
  const { valid, type, error } = ENVIRONMENT.check(text);
  if (!valid) return { message: error?.summary ?? "it cannot be read", at: error?.range?.start ?? 0 };
  if (type !== "bool") return { message: `it is ${type}, and not true or false`, at: 0 };
  const evaluate = ENVIRONMENT.parse(text);
  return (facts) => evaluate(asCel(facts)) === true;
}

const ENVIRONMENT = environment();

function environment(): Environment {
  const tree: Record<string, string | Record<string, string>> = {};
  for (const [path, { type }] of Object.entries(FACTS)) {
    const [name = "", field] = path.split(".");
    if (field === undefined) tree[name] = type;
    else tree[name] = { ...(tree[name] as Record<string, string> | undefined), [field]: type };
  }
  return Object.entries(tree).reduce(
    (all, [name, type]) =>
      typeof type === "string" ? all.registerVariable(name, type) : all.registerVariable({ name, schema: type }),
    new Environment(),
  );
}

/** CEL's whole numbers are bigints here. */
function asCel({ count, vcpu, days, ...facts }: RequestFacts) {
  return { ...facts, count: BigInt(count), vcpu: BigInt(vcpu), days: BigInt(days) };
}
