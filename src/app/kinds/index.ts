/** Every kind of request there is. */
import type { Details, RequestKind } from "../../domain/request.ts";
import { actOnMachines } from "./act-on-machines.ts";
import { changeInfrastructure } from "./change-infrastructure.ts";
import { createMachines } from "./create-machines.ts";
import { decommissionInfrastructure } from "./decommission-infrastructure.ts";
import { disputeCharge } from "./dispute-charge.ts";
import { endInfrastructure } from "./end-infrastructure.ts";
import { endMachine } from "./end-machine.ts";
import { extendInfrastructure } from "./extend-infrastructure.ts";
import { extendMachine } from "./extend-machine.ts";
import { importMachine } from "./import-machine.ts";
import type { Kind } from "./kind.ts";
import { newInfrastructure } from "./new-infrastructure.ts";
import { registerUnit } from "./register-unit.ts";
import { review } from "./review.ts";
import { runAction } from "./run-action.ts";

const KINDS: { [K in RequestKind]: Kind<Extract<Details, { kind: K }>> } = {
  "bu.register": registerUnit,
  "infra.new": newInfrastructure,
  "infra.change": changeInfrastructure,
  "infra.extend": extendInfrastructure,
  "infra.decommission": decommissionInfrastructure,
  "infra.end": endInfrastructure,
  "vm.create": createMachines,
  "vm.action": actOnMachines,
  "vm.run": runAction,
  "vm.import": importMachine,
  "vm.extend": extendMachine,
  "vm.end": endMachine,
  "report.dispute": disputeCharge,
  review,
};

/** The rules of these details' kind. */
export function kindOf<D extends Details>(details: D): Kind<D> {
  return KINDS[details.kind] as unknown as Kind<D>;
}
