/** The facts of a request that the conditions of a policy ask about, as they are under the locks. */
import { DateTime } from "luxon";
import type { Actor } from "../domain/actor.ts";
import type { Extension } from "../domain/lease.ts";
import { DAYS_IN_A_MONTH, type Money, moneyOf, UNIT } from "../domain/money.ts";
import { permissionsOf, rolesOf } from "../domain/permission.ts";
import { type RequestFacts, WITHOUT_CEILING } from "../domain/policy/facts.ts";
import { type Ruling, ruleOn } from "../domain/policy/ruling.ts";
import { left } from "../domain/quota.ts";
import { type Details, kindOfAsk, scopeOf } from "../domain/request.ts";
import { kindOf } from "./kinds/index.ts";
import type { World } from "./store.ts";

/** What is asked, by whom, for which business unit. */
interface Ask {
  details: Details;
  actor: Actor;
  businessUnit: string | null;
}

/** What the policy in force rules on it. */
export function rulingOn(ask: Ask, world: World): Ruling {
  return ruleOn(world.policy, factsOf(ask, world), world.used);
}

/** What the policy under which it was submitted rules on it now. */
export function rulingAgain(ask: Ask, world: World): Ruling {
  return ruleOn(world.pinned, factsOf(ask, world), world.usedWhenPinned);
}

function factsOf({ details, actor, businessUnit }: Ask, world: World): RequestFacts {
  const { count, size, dayCost, template, until, extension = NO_EXTENSION } = kindOf(details).asked(details, world);
  const where = scopeOf({ details, businessUnit });
  const ceiling = world.tallies.service ?? world.tallies.capacity;
  return {
    ...{
      kind: kindOfAsk(details),
      action: "action" in details ? details.action : "",
      count,
      vcpu: size.vcpu,
    },
    ...{ memory: size.memoryMb / 1024, storage: size.diskGb },
    cost: { day: numberOf(dayCost), month: numberOf(dayCost * DAYS_IN_A_MONTH) },
    ...{ template: template ?? "", environment: world.environment ?? "", unit: world.unit ?? "" },
    extension: { ...extension, ...freeOf(extension, world) },
    days: until === null ? 0 : daysUntil(until, world),
    requester: { name: actor.name, roles: rolesOf(actor, where), can: permissionsOf(actor, where) },
    left: {
      memory: ((ceiling && left(ceiling, "memoryMb")) ?? WITHOUT_CEILING * 1024) / 1024,
      storage: (ceiling && left(ceiling, "diskGb")) ?? WITHOUT_CEILING,
    },
    budget: budgetFacts(world),
  };
}

const NO_EXTENSION: Extension = { number: 0, days: 0 };

function freeOf({ number }: Extension, { datacenter }: World) {
  if (number === 0) return { free: 0, freeDays: 0 };
  return { free: datacenter.freeExtensions, freeDays: datacenter.freeExtensionDays };
}

function budgetFacts({ budget }: World): RequestFacts["budget"] {
  if (budget === null) return { month: 0, left: WITHOUT_CEILING };
  const month = moneyOf(budget.month);
  return { month: numberOf(month), left: numberOf(month - moneyOf(budget.spent)) };
}

/** For comparing only; sums are never made of it. */
function numberOf(money: Money): number {
  return Number(money) / Number(UNIT);
}

function daysUntil(day: string, { now, datacenter }: World): number {
  const zone = datacenter.timeZone;
  const today = DateTime.fromJSDate(now, { zone }).startOf("day");
  return Math.max(1, Math.round(DateTime.fromISO(day, { zone }).diff(today, "days").days));
}
