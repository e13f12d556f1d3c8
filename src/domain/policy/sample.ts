/** Facts of a request that nobody has made, as an administrator types them to try a policy out. */
import { Refusal } from "../refusal.ts";
import { isBuiltIn, ROLES } from "../roles.ts";
import { FACTS, NO_FACTS, type RequestFacts } from "./facts.ts";

/** Reads `kind=vm.create count=3 requester.roles=user`; what is not said is nothing. Refuses `bad-arguments`. */
export function sampleFacts(text: string): RequestFacts {
  const said = Object.fromEntries(text.trim().split(/\s+/).map(pairIn));
  const facts = Object.entries(said).reduce(
    (all, [path, value]) => placed(all, path.split("."), readValue(path, value)),
    NO_FACTS as unknown as Tree,
  ) as unknown as RequestFacts;
  if (said["requester.can"] !== undefined) return facts;
  const can = facts.requester.roles.flatMap((role) => (isBuiltIn(role) ? ROLES[role] : []));
  return { ...facts, requester: { ...facts.requester, can: [...new Set(can)] } };
}

interface Tree {
  [name: string]: unknown;
}

function pairIn(word: string): [string, string] {
  const at = word.indexOf("=");
  const path = word.slice(0, Math.max(0, at));
  if (FACTS[path]) return [path, word.slice(at + 1)];
  const sentence = at < 0 ? `${word} is not FACT=VALUE` : `there is no fact ${path}`;
  throw new Refusal("bad-arguments", sentence, `there are: ${Object.keys(FACTS).join(", ")}`, "facts");
}

function placed(tree: Tree, [name = "", ...rest]: string[], value: unknown): Tree {
  if (rest.length === 0) return { ...tree, [name]: value };
  return { ...tree, [name]: placed(tree[name] as Tree, rest, value) };
}

function readValue(path: string, text: string): unknown {
  const type = FACTS[path]?.type ?? "string";
  if (type === "string") return text;
  if (type === "list<string>") return text.split(",").filter((one) => one !== "");
  const number = Number(text);
  if (text !== "" && (number >= 0 || path === "budget.left") && (type === "double" || Number.isInteger(number)))
    return number;
  throw new Refusal(
    "bad-arguments",
    `${path} is a number, and ${text || "nothing"} is none`,
    "for instance count=3",
    "facts",
  );
}
