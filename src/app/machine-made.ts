/** What a machine is made of: the size of a template, and what that costs a day now. */
import type { RolePlan } from "../domain/infrastructure.ts";
import { numericOf } from "../domain/money.ts";
import { dayPrice, type Priced, type Rate } from "../domain/price.ts";
import type { Made } from "../domain/request.ts";
import type { Datacenters, Offers } from "./datacenter-ports.ts";
import { templateOf } from "./template-of.ts";

/** What a machine of this template is in that role. Throws the Refusals of `templateOf`. */
export async function madeOf(
  { datacenters, offers }: { datacenters: Datacenters; offers: Offers },
  { businessUnit }: { businessUnit: string },
  role: RolePlan,
  order: { role: string; template: string },
): Promise<Made> {
  const facts = await datacenters.facts();
  return madeFrom(templateOf(facts, role, order, await offers.to(businessUnit)), facts.rate);
}

/** The same, of a template that is known. */
export function madeFrom({ name, vcpu, memoryMb, diskGb, ...price }: Mould, rate: Rate | null): Made {
  return {
    template: name,
    size: { memoryMb, diskGb, vcpu, vms: 1 },
    dayPrice: numericOf(dayPrice({ memoryMb, diskGb, ...price }, rate)),
  };
}

type Mould = Priced & { name: string; vcpu: number };
