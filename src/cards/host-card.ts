/** One host with the machines that are on it. */
import type { Block, Card } from "./card.ts";
import type { HostLine } from "./datacenter-lists.ts";
import { shareText } from "./text.ts";
import type { VmView } from "./vm-card.ts";

type Aboard = Pick<VmView, "name" | "state" | "path" | "template">;

export function hostCard({ name, group, state, address, room, claimed }: HostLine, machines: Aboard[]): Card {
  const share = (measure: keyof typeof room) => shareText(measure, claimed[measure], room[measure]);
  const facts = [
    { label: "State", value: state },
    { label: "Group", value: group },
    ...(address ? [{ label: "Address", value: address }] : []),
    { label: "Memory", value: share("memoryMb") },
    { label: "Storage", value: share("diskGb") },
    { label: "vCPU", value: share("vcpu") },
    { label: "VMs", value: share("vms") },
  ];
  const tone = state === "active" ? "plain" : "working";
  return {
    title: `host ${name}`,
    tone,
    blocks: [{ type: "facts", facts }, ...machinesOn(name, machines)],
    buttons: [],
  };
}

/** What is still on a host, in words and as a table. */
export function machinesOn(host: string, machines: Aboard[]): Block[] {
  if (machines.length === 0) return [{ type: "text", text: `no machine is on ${host}` }];
  const columns = ["machine", "state", "role", "template"];
  const rows = machines.map(({ name, state, path, template }) => [name, state, path, template]);
  return [
    { type: "text", text: `${machines.length === 1 ? "1 machine is" : `${machines.length} machines are`} on ${host}` },
    { type: "table", columns, rows },
  ];
}
