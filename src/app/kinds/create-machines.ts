/** Creating machines: each takes its share of the service's quota from the moment it is asked for. */
import { NOTHING, times } from "../../domain/amount.ts";
import { moneyOf } from "../../domain/money.ts";
import { requireOfferedName } from "../../domain/offer.ts";
import { without } from "../../domain/quota.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type Details, type Named, type Request, termsOf } from "../../domain/request.ts";
import type { World } from "../store.ts";
import type { NewMachine } from "../write.ts";
import { requireGoingOn } from "./going-on.ts";
import type { Kind } from "./kind.ts";
import { shareOf, undone } from "./leaving.ts";
import { offeredIn } from "./offered-in.ts";
import { requireQuota } from "./quota-room.ts";
import { requireTerms } from "./terms.ts";

type CreateMachines = Extract<Details, { kind: "vm.create" }>;

export const createMachines: Kind<CreateMachines> = {
  machine: "vm-action",
  permission: () => "vm.ask",
  counted: ({ service, role, infrastructure }) => ({
    ...{ machines: [], service, role, infrastructure, engine: true, offer: true },
  }),
  names: ({ machines }) => ({ of: "vm", names: machines }),
  asked: ({ machines, size, dayPrice, template, until }) => ({
    ...{ count: machines.length, size: times(size, machines.length), template, until },
    dayCost: moneyOf(dayPrice) * BigInt(machines.length),
  }),
  offered(details, terms) {
    requireTerms(terms, termsOf("vm.create"));
    return { ...details, machines: fewer(details, terms.count), until: terms.until ?? details.until };
  },
  judge(details, world, held) {
    requireGoingOn(world.home);
    requireOfferedName("template", details.template, offeredIn(world));
    requireRoomFor(details, world, held);
  },
  shares: (details) => details.machines.map(({ id }) => shareOf({ ...details, id }, details.size)),
  grant: (request) => [
    { type: "grant-holds" },
    { type: "grant-machines", machines: request.details.machines.map((machine) => newMachine(request, machine)) },
  ],
  revoke: ({ details }) => details.machines.flatMap(({ id }) => undone(id, "deleted")),
  jobs: ({ machines, template }) => machines.map(({ id }) => ({ id, action: "create", template })),
  conclude(_request, { job, outcome, returns, undone: isUndone }) {
    if (outcome !== "done" && !isUndone) return [{ type: "settle-machine", id: job, state: "failed", claims: "all" }];
    if (outcome !== "done") return undone(job, outcome === "cancelled" ? "deleted" : "failed");
    const address = typeof returns.address === "string" ? returns.address : null;
    return [{ type: "settle-machine", id: job, state: "running", address, claims: "all" }];
  },
};

/** The same check for one machine and for many: all of it fits everywhere, or nothing is taken. */
function requireRoomFor(
  { size, machines, path }: CreateMachines,
  { tallies }: World,
  held: CreateMachines | null,
): void {
  const need = times(size, machines.length);
  const own = held ? times(held.size, held.machines.length) : NOTHING;
  const infrastructure = path.split("/")[0];
  const hint = `ask for fewer or smaller ones, or see what is left: infra show ${infrastructure}`;
  const counted = [tallies.service, tallies.role, tallies.infrastructure];
  requireQuota(
    need,
    counted.map((tally) => tally && without(tally, own)),
    hint,
  );
}

/** The first of them: names of more machines were not taken when it was asked for. */
function fewer({ machines }: CreateMachines, count = machines.length): Named[] {
  if (count <= machines.length) return machines.slice(0, count);
  throw new Refusal("bad-arguments", `it asks for ${machines.length}, and no more can be offered`, "offer fewer");
}

function newMachine({ details, businessUnit }: Request<CreateMachines>, machine: Named): NewMachine {
  const { infrastructure, service, role, template, size, dayPrice, until } = details;
  return {
    ...machine,
    businessUnit: businessUnit ?? "",
    infrastructure,
    service,
    role,
    template,
    size,
    dayPrice,
    until,
  };
}
