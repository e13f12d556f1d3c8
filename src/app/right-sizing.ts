/** Right-sizing: which machines would fit into a smaller template, by what they used. */
import { moneyOf } from "../domain/money.ts";
import { offeredNames } from "../domain/offer.ts";
import { type RightSize, rightSize } from "../domain/right-size.ts";
import type { DatacenterFacts, Datacenters, Offers, Template } from "./datacenter-ports.ts";
import type { Infrastructures, Vm } from "./reads.ts";
import type { Usage } from "./usage-ports.ts";

export interface RightSizingRooms {
  usage: Pick<Usage, "peaks">;
  infrastructures: Pick<Infrastructures, "list">;
  datacenters: Pick<Datacenters, "facts">;
  offers: Offers;
}

/** By a week of use, where nothing else is asked for. */
const USUAL_DAYS = 7;

/** So many hours have to have been measured: a day of them. */
const LEAST_HOURS = 24;

export interface RightSizing {
  /**
   * The better template of each, by the machine's id; those that have the right size, or were not measured for long enough
   * while they ran, are not among them. `days`: by the use of the last so many.
   */
  of(vms: Vm[], days?: number): Promise<Map<string, RightSize>>;
}

export function startRightSizing(rooms: RightSizingRooms): RightSizing {
  return {
    async of(vms, days = USUAL_DAYS) {
      const peaks = await rooms.usage.peaks(
        vms.map(({ id }) => id),
        days,
      );
      const measured = vms.filter(({ id }) => (peaks.get(id)?.hours ?? 0) >= LEAST_HOURS);
      if (measured.length === 0) return new Map();
      const [facts, permitted] = await Promise.all([rooms.datacenters.facts(), permittedTo(rooms, measured)]);
      return new Map(
        measured.flatMap((vm) => {
          const peak = peaks.get(vm.id);
          const machine = { ...vm.size, dayPrice: moneyOf(vm.dayPrice) };
          const better = peak && rightSize(machine, peak, templatesOf(facts, permitted.get(vm.role) ?? []), facts.rate);
          return better ? [[vm.id, better] as const] : [];
        }),
      );
    },
  };
}

/** The names of templates that each role may have: those that it uses and its business unit is offered. */
async function permittedTo(rooms: RightSizingRooms, vms: Vm[]): Promise<Map<string, string[]>> {
  const homes = [...new Set(vms.map(({ infrastructure }) => infrastructure))];
  const units = [...new Set(vms.map(({ businessUnit }) => businessUnit))];
  const [infrastructures, offers] = await Promise.all([
    rooms.infrastructures.list({ units: [], infrastructures: homes }),
    Promise.all(units.map(async (unit) => [unit, await rooms.offers.to(unit)] as const)),
  ]);
  const offered = new Map(offers.map(([unit, offer]) => [unit, offer ? offeredNames("template", offer) : []]));
  return new Map(
    infrastructures.flatMap(({ businessUnit, services }) =>
      services.flatMap(({ roles }) =>
        roles.map(({ id, templates }) => {
          const own = offered.get(businessUnit) ?? [];
          return [id, templates.filter((name) => own.includes(name))] as const;
        }),
      ),
    ),
  );
}

function templatesOf({ templates }: DatacenterFacts, names: string[]): Template[] {
  return templates.filter(({ name }) => names.includes(name));
}
