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

/**
 * What in a condition could keep everybody waiting, since it is asked under locks: a loop within a loop, and a pattern,
 * which short texts can keep busy for hours. Undefined: nothing. The condition can be read.
 */
export function slowPart(text: string): ConditionFault | undefined {
  return slowIn(ENVIRONMENT.parse(text).ast, false);
}

const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

const PATTERN = "it matches a pattern, which can take for ever: compare with ==, in, startsWith, endsWith or contains";

const LOOP_IN_LOOP = "it goes through a list within another one, which can take for ever: name what you look for";

function slowIn(part: unknown, isInLoop: boolean): ConditionFault | undefined {
  if (Array.isArray(part)) return firstOf(part, isInLoop);
  if (!isNode(part)) return undefined;
  const { op, args, start } = part;
  const called = op === "call" || op === "rcall" ? String((args as unknown[])[0]) : "";
  if (called === "matches") return { message: PATTERN, at: start };
  const isLoop = op === "rcall" && LOOPS.has(called);
  if (isLoop && isInLoop) return { message: LOOP_IN_LOOP, at: start };
  return slowIn(args, isInLoop || isLoop);
}

function firstOf(parts: unknown[], isInLoop: boolean): ConditionFault | undefined {
  for (const part of parts) {
    const fault = slowIn(part, isInLoop);
    if (fault) return fault;
  }
  return undefined;
}

function isNode(part: unknown): part is { op: string; args: unknown; start: number } {
  return typeof part === "object" && part !== null && "op" in part && "args" in part;
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
function asCel({ count, vcpu, days, extension, ...facts }: RequestFacts) {
  const { number, days: by, free, freeDays } = extension;
  return {
    ...{ ...facts, count: BigInt(count), vcpu: BigInt(vcpu), days: BigInt(days) },
    extension: { number: BigInt(number), days: BigInt(by), free: BigInt(free), freeDays: BigInt(freeDays) },
  };
}
