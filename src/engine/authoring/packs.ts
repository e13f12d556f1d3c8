/** Brings the actions of the product's packs into the datacenter's, when they are new or changed. */
import { Refusal } from "../../domain/refusal.ts";
import type { Place } from "../action-rules.ts";
import { type Bundle, requireSources, scriptsIn } from "./bundle.ts";
import type { ActionStore } from "./record.ts";
import { broughtByProduct, type ProductAction, pinnedOf } from "./releases.ts";
import { hashed } from "./scripts.ts";
import { readSaved } from "./source.ts";

const NO_SECRETS: ReadonlySet<string> = new Set();

/** Why an action of a pack was not put in force. */
export interface Unpublished {
  action: string;
  why: string;
}

/**
 * Every process does this when it starts; only what changed is written, and by one of them. Of two packs with the same
 * action the earlier one's counts. Returns those that cannot run here. Throws a Refusal `invalid` for a pack that is not
 * in order.
 */
export async function bringPacks(store: ActionStore, packs: Bundle[], types: Place["types"]): Promise<Unpublished[]> {
  const all = packs.flatMap((pack) => actionsOf(pack, types));
  const first = all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at);
  const known = new Map((await store.all()).map((record) => [record.name, record]));
  for (const action of first) {
    const scene = { record: known.get(action.name) ?? null, actor: null, secrets: NO_SECRETS, now: new Date(0) };
    if (!broughtByProduct(action, scene)) continue;
    await store.change([{ name: action.name, decide: (now) => broughtByProduct(action, now) }], null);
  }
  return first.flatMap(({ name, why }) => (why ? [{ action: name, why }] : []));
}

/** The actions of a pack, each with what a job would pin of it; its secrets may be set later. Throws a Refusal `invalid` when one is not in order. */
export function actionsOf(pack: Bundle, types: Place["types"]): (ProductAction & { why: string | null })[] {
  const { scripts, contents } = hashed(scriptsIn(pack));
  const actions = requireSources(pack).map(({ path, source }) => {
    const { action: name } = readSaved(`${pack.name}/${path}`, source);
    return { name, pack: pack.name, source, scripts, contents, ...runnable(name, { source, scripts }, types) };
  });
  requireUnique(pack.name, actions);
  return actions;
}

function runnable(name: string, version: Parameters<typeof pinnedOf>[1], types: Place["types"]) {
  try {
    return { pinned: pinnedOf(name, version, { types, secrets: null }), why: null };
  } catch (error) {
    if (error instanceof Refusal) return { pinned: null, why: error.message };
    throw error;
  }
}

function requireUnique(pack: string, actions: { name: string }[]): void {
  const names = actions.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Refusal("invalid", `the pack ${pack} has two actions ${twice}`, "keep one of the two files");
}
