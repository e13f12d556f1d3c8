/** Which business unit a person means: the one they name, or the only one they belong to. */
import type { Actor } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import { sightOf, unitsOf } from "../domain/sight.ts";
import type { Unit } from "./datacenter-ports.ts";

/**
 * The unit of this name, or the actor's only one. Refuses `not-found` for others' units, `ambiguous` without a name;
 * `usage` is how one is named then.
 */
export function ownUnit(units: Unit[], name: string | undefined, actor: Actor, usage = "--bu NAME"): Unit {
  const own = unitsSeenBy(units, actor);
  return name === undefined ? onlyUnit(own, actor, usage) : unitNamed(own, name);
}

/** Those that this person sees: their own, or all for who has a role in the datacenter; never one of which they see a part. */
export function unitsSeenBy(units: Unit[], actor: Actor): Unit[] {
  const { units: seen } = sightOf(actor, "unit.see");
  return units.filter(({ id }) => seen === null || seen.includes(id));
}

function unitNamed(own: Unit[], name: string): Unit {
  const unit = own.find((one) => one.name === name);
  if (unit) return unit;
  throw new Refusal("not-found", `there is no business unit ${name}`, "see yours: bu list");
}

function onlyUnit(seen: Unit[], actor: Actor, usage: string): Unit {
  const own = seen.filter((unit) => unitsOf(actor).includes(unit.id));
  const [unit, ...others] = own;
  if (unit && others.length === 0) return unit;
  if (seen.length === 0) throw new Refusal("ambiguous", "you belong to no business unit", "see: bu list");
  const named = (unit ? own : seen).map((one) => one.name).join(", ");
  throw new Refusal("ambiguous", `that can be several business units: ${named}`, `say which: ${usage}`);
}
