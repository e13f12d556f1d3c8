/** Infrastructures that exist: what was granted, what machines take of it, and what is left. */
import { type Amounts, NOTHING } from "../domain/amount.ts";
import type { InfrastructurePlan, InfrastructureState, RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import type { Card, Fact } from "./card.ts";
import { momentText } from "./moment.ts";
import { listText, shareText, stateText } from "./text.ts";

/** What an infrastructure's card shows. */
export interface InfrastructureView extends InfrastructurePlan {
  state: InfrastructureState;
  hostGroup: string | null;
  /** Services and roles that are not provisioned yet, by their ids. */
  unprovisioned: string[];
  /** The request for a change of it that is not over. */
  change: { id: string; state: string } | null;
  /** The request that winds it up; `until` is the end of its grace. */
  ending: { id: string; state: string; until: string | null } | null;
  /** What machines take, by the id of the infrastructure, of a service and of a role. */
  used: Record<string, Amounts>;
  /** Are only some of its services here? Then what the whole has is not told. */
  isPart?: boolean;
}

interface Reader {
  /** May they know the host group? */
  showsHosts: boolean;
  timeZone: string;
}

/** One infrastructure, or the part of it that is left in the plan. */
export function infrastructureCard(one: InfrastructureView, unit: string, reader: Reader): Card {
  const facts: Fact[] = [
    { label: "Business unit", value: unit },
    { label: "State", value: lifeText(one, reader.timeZone) },
    ...(one.isPart ? [] : shareFacts(one)),
    ...maybe("Host group", reader.showsHosts ? one.hostGroup : null),
    ...maybe("Until", one.until),
    ...maybe("Change", one.change && `${one.change.id} (${stateText(one.change.state)})`),
    ...maybe("Reason", one.isPart ? null : one.reason),
  ];
  const columns = ["path", "what", "memory", "storage", "machines"];
  const rows = one.services.flatMap((service) => serviceRows(one, service));
  const table = { type: "table" as const, columns, rows };
  return { title: `Infrastructure ${one.name}`, tone: "plain", blocks: [{ type: "facts", facts }, table], buttons: [] };
}

/** `provisioned`; `in grace until Mon 18 Jan 2027, 00:00 (REQ-9)`. */
export function lifeText({ state, ending }: Pick<InfrastructureView, "state" | "ending">, timeZone: string): string {
  if (!ending) return state;
  const until = ending.state === "inGrace" && ending.until ? ` until ${momentText(ending.until, timeZone)}` : "";
  return `${stateText(ending.state)}${until} (${ending.id})`;
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
    ...[marked(one, service, path), service.environment, shareText("memoryMb", used.memoryMb, service.memoryMb)],
    ...[shareText("diskGb", used.diskGb, service.diskGb), shareText("vms", used.vms, null)],
  ];
  return [own, ...service.roles.map((role) => roleRow(one, path, role))];
}

function roleRow(one: InfrastructureView, path: string, role: RolePlan): string[] {
  const used = one.used[role.id] ?? NOTHING;
  const [memory, storage] = [shareText("memoryMb", used.memoryMb, null), shareText("diskGb", used.diskGb, null)];
  return [
    marked(one, role, `${path}/${role.name}`),
    listText(role.templates),
    memory,
    storage,
    shareText("vms", used.vms, role.max),
  ];
}

function marked({ unprovisioned }: InfrastructureView, { id }: { id: string }, path: string): string {
  return unprovisioned.includes(id) ? `${path} (not provisioned yet)` : path;
}

function maybe(label: string, value: string | null): Fact[] {
  return value ? [{ label, value }] : [];
}
