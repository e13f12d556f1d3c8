/** Savings: of the dearest machines that somebody sees, those that run idle, and those for which less would do. */
import type { Savings } from "../cards/saving-blocks.ts";
import { moneyOf } from "../domain/money.ts";
import type { IdleMachines } from "./idle.ts";
import type { Vm, VmFilter, Vms } from "./reads.ts";
import type { RightSizing } from "./right-sizing.ts";

export interface SavingRooms {
  vms: Pick<Vms, "list">;
  idleMachines: IdleMachines;
  rightSizing: RightSizing;
}

/** So many of them are looked at. */
const DEAREST = 50;

export async function savingsOf(rooms: SavingRooms, scope: VmFilter): Promise<Savings> {
  const vms = (await rooms.vms.list({ ...scope, dearest: DEAREST })).toSorted(byPrice);
  const [idle, better] = await Promise.all([
    rooms.idleMachines.among(vms.map(({ id }) => id)),
    rooms.rightSizing.of(vms),
  ]);
  const found = new Map(idle.map((one) => [one.machine, one]));
  return {
    idle: vms.flatMap(({ id, dayPrice }) => {
      const one = found.get(id);
      return one ? [{ ...one, dayPrice: moneyOf(dayPrice) }] : [];
    }),
    smaller: vms.flatMap(({ id, name, template }) => {
      const size = better.get(id);
      return size ? [{ name, template, better: size.template, saving: size.saving }] : [];
    }),
  };
}

function byPrice(a: Vm, b: Vm): number {
  return Number(moneyOf(b.dayPrice) - moneyOf(a.dayPrice));
}
