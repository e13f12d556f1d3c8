/** Importing a machine that others made: it counts like a new one, on the host that it is on. */
import { moneyOf } from "../../domain/money.ts";
import type { Details } from "../../domain/request.ts";
import { requireGoingOn } from "./going-on.ts";
import type { Kind } from "./kind.ts";
import { addressIn, shareOf, undone } from "./leaving.ts";
import { requireQuota } from "./quota-room.ts";
import { noTerms } from "./terms.ts";

type ImportMachine = Extract<Details, { kind: "vm.import" }>;

export const importMachine: Kind<ImportMachine> = {
  machine: "vm-action",
  permission: () => "datacenter.edit",
  counted: ({ service, role, infrastructure }) => ({ machines: [], service, role, infrastructure, engine: true }),
  names: ({ machines }) => ({ of: "vm", names: machines }),
  asked: ({ size, dayPrice, template }) => ({
    ...{ count: 1, size, template, until: null, dayCost: moneyOf(dayPrice) },
  }),
  offered: noTerms,
  judge({ size, path }, { home, tallies }, held) {
    requireGoingOn(home);
    if (held) return;
    const hint = `give it more first: infra change ${path.split("/")[0]} …`;
    requireQuota(size, [tallies.service, tallies.role, tallies.infrastructure], hint);
  },
  shares: (details) => details.machines.map(({ id }) => shareOf({ ...details, id }, details.size)),
  grant: ({ details, businessUnit }) => [
    { type: "grant-holds" },
    {
      type: "grant-machines",
      machines: details.machines.map((machine) => ({
        ...{ ...machine, businessUnit: businessUnit ?? "", infrastructure: details.infrastructure },
        ...{ service: details.service, role: details.role, template: details.template, size: details.size },
        ...{ dayPrice: details.dayPrice, until: null, host: details.host.id },
      })),
    },
  ],
  /** It stays on its host as it was, and is none of ours. */
  revoke: ({ details }) => details.machines.flatMap(({ id }) => undone(id, "deleted")),
  jobs: ({ machines, template }) => machines.map(({ id }) => ({ id, action: "adopt", template })),
  conclude({ details: { state } }, { job, outcome, returns }) {
    if (outcome !== "done") return undone(job, "deleted");
    return [{ type: "settle-machine", id: job, state, ...addressIn(returns), claims: "all" }];
  },
};
