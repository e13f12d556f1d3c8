/** Infrastructures that exist: what was granted, what machines take of it, and what is left. */
import { type Amounts, NOTHING } from "../domain/amount.ts";
import type { InfrastructurePlan, RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import type { Card, Fact } from "./card.ts";
import { listText, shareText } from "./text.ts";

/** What an infrastructure's card shows. */
export interface InfrastructureView extends InfrastructurePlan {
  state: "approved" | "provisioned";
  hostGroup: string | null;
  /** What machines take, by the id of the infrastructure, of a service and of a role. */
  used: Record<string, Amounts>;
  /** Are only some of its services here? Then what the whole has is not told. */
  isPart?: boolean;
}

/** One infrastructure, or the part of it that is left in the plan. `showsHosts`: the reader may know the host group. */
export function infrastructureCard(one: InfrastructureView, unit: string, showsHosts: boolean): Card {
  const facts: Fact[] = [
    { label: "Business unit", value: unit },
    { label: "State", value: one.state },
    ...(one.isPart ? [] : shareFacts(one)),
    ...maybe("Host group", showsHosts ? one.hostGroup : null),
    ...maybe("Until", one.until),
    ...maybe("Reason", one.isPart ? null : one.reason),
  ];
  const columns = ["path", "what", "memory", "storage", "machines"];
  const rows = one.services.flatMap((service) => serviceRows(one, service));
  const table = { type: "table" as const, columns, rows };
  return { title: `Infrastructure ${one.name}`, tone: "plain", blocks: [{ type: "facts", facts }, table], buttons: [] };
}

/** What an infrastructure takes of its grant, measure by measure. */
function shareFacts(one: InfrastructureView): Fact[] {
  const used = one.used[one.id] ?? NOTHING;
  return [
    { label: "Memory", value: shareText("memoryMb", used.memoryMb, one.memoryMb) },
    { label: "Storage", value: shareText("diskGb", used.diskGb, one.diskGb) },
    { label: "vCPU", value: shareText("vcpu", used.vcpu, one.vcpu) },
    { label: "Machines", value: shareText("vms", used.vms, one.vms) },
  ];
}

function serviceRows(one: InfrastructureView, service: ServicePlan): string[][] {
  const used = one.used[service.id] ?? NOTHING;
  const path = `${one.name}/${service.name}`;
  const own = [
    ...[path, service.environment, shareText("memoryMb", used.memoryMb, service.memoryMb)],
    ...[shareText("diskGb", used.diskGb, service.diskGb), shareText("vms", used.vms, null)],
  ];
  return [own, ...service.roles.map((role) => roleRow(one, path, role))];
}

function roleRow(one: InfrastructureView, path: string, role: RolePlan): string[] {
  const used = one.used[role.id] ?? NOTHING;
  const [memory, storage] = [shareText("memoryMb", used.memoryMb, null), shareText("diskGb", used.diskGb, null)];
  return [`${path}/${role.name}`, listText(role.templates), memory, storage, shareText("vms", used.vms, role.max)];
}

function maybe(label: string, value: string | null): Fact[] {
  return value ? [{ label, value }] : [];
}
