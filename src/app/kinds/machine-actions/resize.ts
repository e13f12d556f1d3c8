/** Resizing: what a machine grows by is taken when it is asked for, what it shrinks by is given back once it is done. */
import { type Amounts, MEASURES, NOTHING } from "../../../domain/amount.ts";
import { moneyOf } from "../../../domain/money.ts";
import { requireOfferedName } from "../../../domain/offer.ts";
import { Refusal } from "../../../domain/refusal.ts";
import type { Machine } from "../../../domain/vm.ts";
import { offeredIn } from "../offered-in.ts";
import { requireQuota } from "../quota-room.ts";
import type { ActOnMachines, Particular } from "./particular.ts";

export const resize: Particular = {
  isCounted: true,
  asked(details) {
    const { before, after } = sizesIn(details);
    const dayCost = moneyOf(after.dayPrice) - moneyOf(before.dayPrice);
    return { size: growth(before.size, after.size), dayCost, template: after.template };
  },
  judge(details, machines, world, held) {
    const { before, after } = sizesIn(details);
    requireOfferedName("template", after.template, offeredIn(world));
    for (const machine of machines) requireAsBefore(machine, before.size);
    if (held) return;
    const { service, infrastructure } = world.tallies;
    const hint = "choose a smaller template, or store or delete another machine first";
    requireQuota(growth(before.size, after.size), [service, infrastructure], hint);
  },
  share(details) {
    const { before, after } = sizesIn(details);
    return growth(before.size, after.size);
  },
  becomes: (details) => sizesIn(details).after,
};

function sizesIn({ wish }: ActOnMachines) {
  if (wish?.of === "size") return wish;
  throw new Error("resizing a machine without a size");
}

function growth(before: Amounts, after: Amounts): Amounts {
  const grown = MEASURES.map((measure) => [measure, Math.max(0, after[measure] - before[measure])]);
  return { ...NOTHING, ...Object.fromEntries(grown) };
}

/** What was asked for counted from a size that it has no more. */
function requireAsBefore({ name, size }: Machine, before: Amounts): void {
  if (MEASURES.every((measure) => size[measure] === before[measure])) return;
  throw new Refusal("wrong-state", `${name} was resized since this was asked for`, `ask again: vm resize ${name} …`);
}
