/** What people hold, as far as somebody sees it: business units, their infrastructures, services and roles. */
import type { Holding } from "../cards/holding.ts";
import { listText } from "../cards/text.ts";
import type { Actor } from "../domain/actor.ts";
import { type Amounts, type Limits, NOTHING, plus } from "../domain/amount.ts";
import type { RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import { Refusal } from "../domain/refusal.ts";
import type { ReportAsk } from "../domain/report.ts";
import type { Unit, Units } from "./datacenter-ports.ts";
import { ownUnit } from "./own-unit.ts";
import type { Infrastructure, Infrastructures } from "./reads.ts";
import { seenInfrastructures } from "./seen-part.ts";

export interface HoldingRooms {
  units: Units;
  infrastructures: Infrastructures;
}

/** Whole before its parts, by name. Throws a Refusal `not-found` for a unit or a path that this person does not see. */
export async function holdingsOf(
  { units, infrastructures }: HoldingRooms,
  { bu, on }: Pick<ReportAsk, "bu" | "on">,
  actor: Actor,
): Promise<Holding[]> {
  const all = await units.all();
  const wanted = bu === undefined ? all : [ownUnit(all, bu, actor)];
  const seen = await seenInfrastructures(infrastructures, actor, "report.see");
  const narrowed = on === undefined ? seen : narrow(seen, on.split("/"));
  const holdings = wanted.flatMap((unit) =>
    unitLines(
      unit,
      narrowed.filter(({ businessUnit }) => businessUnit === unit.id),
    ),
  );
  if (on !== undefined && holdings.length === 0)
    throw new Refusal("not-found", `there is no ${on}`, "see yours: infra list");
  return holdings;
}

/** What of them lies on this path. */
function narrow(seen: Infrastructure[], [name, service, role]: string[]): Infrastructure[] {
  const found = seen.filter((one) => one.name === name);
  if (service === undefined) return found;
  return found.flatMap((one) => {
    const services = one.services
      .filter((each) => each.name === service)
      .map((each) => ({ ...each, roles: each.roles.filter((own) => role === undefined || own.name === role) }))
      .filter(({ roles }) => role === undefined || roles.length > 0);
    return services.length === 0 ? [] : [{ ...one, services, isPart: true }];
  });
}

function unitLines({ name, costCenter }: Unit, infrastructures: Infrastructure[]): Holding[] {
  const place = { path: [name], costCenter };
  const parts = infrastructures.flatMap((one) => infrastructureLines(one, place));
  const own = parts.filter(({ kind }) => kind === "infrastructure");
  if (own.length === 0) return [];
  const whole = {
    granted: own.map(({ granted }) => granted).reduce(plusLimits),
    allocated: own.map(({ allocated }) => allocated).reduce(plus),
  };
  return [{ kind: "business unit", ...place, says: costCenter, ...whole, until: null }, ...parts];
}

type Place = Pick<Holding, "path" | "costCenter">;

/** Of a part, the services that are seen say what the whole has. */
function infrastructureLines(one: Infrastructure, { path, costCenter }: Place): Holding[] {
  const place = { path: [...path, one.name], costCenter };
  const parts = one.services.flatMap((service) => serviceLines(one, service, place));
  const services = parts.filter(({ kind }) => kind === "service");
  const { memoryMb, diskGb, vcpu, vms } = one;
  const whole = one.isPart
    ? {
        granted: services.map(({ granted }) => granted).reduce(plusLimits, { ...NOTHING, vcpu: null, vms: null }),
        allocated: services.map(({ allocated }) => allocated).reduce(plus, NOTHING),
      }
    : { granted: { memoryMb, diskGb, vcpu, vms }, allocated: one.used[one.id] ?? NOTHING };
  const until = one.isPart ? null : one.until;
  return [{ kind: "infrastructure", ...place, says: one.state, ...whole, until }, ...parts];
}

function serviceLines(one: Infrastructure, service: ServicePlan, { path, costCenter }: Place): Holding[] {
  const place = { path: [...path, service.name], costCenter };
  const { id, environment, memoryMb, diskGb, roles } = service;
  const granted = { memoryMb, diskGb, vcpu: null, vms: null };
  const own = { granted, allocated: one.used[id] ?? NOTHING, until: null };
  return [{ kind: "service", ...place, says: environment, ...own }, ...roles.map((role) => roleLine(one, role, place))];
}

function roleLine(
  { used }: Infrastructure,
  { id, name, templates, max }: RolePlan,
  { path, costCenter }: Place,
): Holding {
  const granted: Limits = { memoryMb: null, diskGb: null, vcpu: null, vms: max };
  const place = { path: [...path, name], costCenter };
  return { kind: "role", ...place, says: listText(templates), granted, allocated: used[id] ?? NOTHING, until: null };
}

/** Without a limit of one there is none of both. */
function plusLimits(a: Limits, b: Limits): Limits {
  const sum = (measure: keyof Amounts) => {
    const [one, other] = [a[measure], b[measure]];
    return one === null || other === null ? null : one + other;
  };
  return { memoryMb: sum("memoryMb"), diskGb: sum("diskGb"), vcpu: sum("vcpu"), vms: sum("vms") };
}
