/** The use case of changes: the draft of one is begun from the infrastructure as it is. */
import type { Step } from "../../machines/memory.ts";
import type { Actor } from "../domain/actor.ts";
import type { InfrastructurePlan } from "../domain/infrastructure.ts";
import { requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import { isLess, withoutUnused } from "../domain/unused.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import { stepped } from "./kinds/terms.ts";
import type { Infrastructure, Infrastructures } from "./reads.ts";
import type { Requests } from "./requests.ts";
import { seenPart } from "./seen-part.ts";

/** New numbers, or by how much the old ones change; what is not named stays. Memory in MB, storage in GB. */
interface ChangeSteps {
  memoryMb?: Step | undefined;
  diskGb?: Step | undefined;
  vcpu?: Step | undefined;
  vms?: Step | undefined;
}

export interface Changes {
  /** Begins the draft of a change. Throws a Refusal `duplicate` that names the one that is open. */
  begin(infrastructure: string, steps: ChangeSteps, actor: Actor): Promise<Request>;
  /** The same, of a change that gives back what lies unused. Throws a Refusal `wrong-state` where nothing does. */
  giveBack(infrastructure: string, actor: Actor): Promise<Request>;
}

export interface ChangeRooms {
  infrastructures: Infrastructures;
  datacenters: Datacenters;
  requests: Requests;
}

export function startChanges(rooms: ChangeRooms): Changes {
  return {
    begin: (name, steps, actor) => begin(rooms, name, (one) => withSteps(planOf(one), steps), actor),
    giveBack: (name, actor) => begin(rooms, name, withoutIdle, actor),
  };
}

function withoutIdle(one: Infrastructure): InfrastructurePlan {
  const [base, plan] = [planOf(one), withoutUnused(planOf(one), one.used)];
  if (isLess(plan, base)) return plan;
  throw new Refusal("wrong-state", `nothing of ${one.name} lies unused`, `see: infra show ${one.name}`);
}

type Planned = (one: Infrastructure) => InfrastructurePlan;

async function begin(rooms: ChangeRooms, name: string, planned: Planned, actor: Actor): Promise<Request> {
  const one = await ownInfrastructure(rooms.infrastructures, name, actor);
  requirePermission(actor, "infra.edit", { businessUnit: one.businessUnit, infrastructure: one.id });
  requireChangeable(one);
  const base = planOf(one);
  const { rate } = await rooms.datacenters.facts();
  const details = { kind: "infra.change", base, plan: planned(one), rate, provisioning: null } as const;
  return rooms.requests.submit({ details, businessUnit: one.businessUnit, wait: false }, actor.identity);
}

/** One that this person may see; a Refusal `not-found` for any other. */
export async function ownInfrastructure(
  infrastructures: Infrastructures,
  name: string,
  actor: Actor,
): Promise<Infrastructure> {
  const one = await infrastructures.byName(name);
  if (one && seenPart(one, actor, "unit.see")) return one;
  throw new Refusal("not-found", `there is no infrastructure ${name}`, "see yours: infra list");
}

function requireChangeable({ name, state, change, ending }: Infrastructure): void {
  if (change) {
    const how =
      change.state === "draft"
        ? `go on with it: infra submit ${name}, or infra discard ${name}`
        : `wait for it: request show ${change.id}`;
    throw new Refusal("duplicate", `a change of ${name} is open already: ${change.id}`, how);
  }
  if (state === "provisioned") return;
  const hint = ending
    ? `to keep it: request withdraw ${ending.id}`
    : `first it is provisioned: infra provision ${name}`;
  throw new Refusal("wrong-state", `${name} is ${state}, and cannot be changed`, hint);
}

function planOf({
  id,
  name,
  memoryMb,
  diskGb,
  vcpu,
  vms,
  until,
  reason,
  services,
}: Infrastructure): InfrastructurePlan {
  return { id, name, memoryMb, diskGb, vcpu, vms, until, reason, services };
}

function withSteps(base: InfrastructurePlan, { memoryMb, diskGb, vcpu, vms }: ChangeSteps): InfrastructurePlan {
  return {
    ...base,
    memoryMb: stepped(base.memoryMb, memoryMb, "memoryMb"),
    diskGb: stepped(base.diskGb, diskGb, "diskGb"),
    vcpu: ceiling(base.vcpu, vcpu, "vcpu"),
    vms: ceiling(base.vms, vms, "vms"),
  };
}

/** Where there is no ceiling, there is nothing to add to or take from. */
function ceiling(before: number | null, step: Step | undefined, option: "vcpu" | "vms"): number | null {
  if (!step) return before;
  if (step.relative && before === null) {
    throw new Refusal(
      "bad-arguments",
      `there is no ceiling of ${option} to be changed`,
      `name one: --${option} N`,
      option,
    );
  }
  const amount = step.relative ? (before ?? 0) + step.amount : step.amount;
  if (amount > 0) return amount;
  throw new Refusal("bad-arguments", `--${option} would leave nothing`, `name another one: --${option} N`, option);
}
