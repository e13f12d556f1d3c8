/** How an action that ended leaves its machine: its state, and what it takes from then on. */
import type { Amounts } from "../../domain/amount.ts";
import { type Machine, VM_ACTIONS, type VmAction, type VmState } from "../../domain/vm.ts";
import type { Share, Write } from "../write.ts";
import type { JobEnd } from "./kind.ts";

export function leaving(
  action: VmAction,
  machine: Machine,
  { outcome, returns, undone }: Omit<JobEnd, "job">,
): Write[] {
  if (outcome === "done") return settled(machine, stateAfter(action, machine, returns), addressIn(returns));
  return action === "delete" && !undone ? halfDeleted(machine) : settled(machine, machine.state);
}

/** A snapshot brings its own state along, which only the host knows. */
function stateAfter(action: VmAction, machine: Machine, returns: Record<string, unknown>): VmState {
  const { to } = VM_ACTIONS[action];
  if (to !== null) return to;
  return returns.state === "running" || returns.state === "stopped" ? returns.state : machine.state;
}

/** What an action said of the address; nothing where it said none. */
export function addressIn({ address }: Record<string, unknown>): { address?: string } {
  return typeof address === "string" ? { address } : {};
}

/** How a machine is left whose state an action does not touch, with the address that it may have said. */
export function unchanged(machine: Machine, returns: Record<string, unknown> = {}): Write[] {
  return settled(machine, machine.state, addressIn(returns));
}

/** A machine in a state, with just what that state takes. */
function settled(machine: Machine, state: VmState, address: { address?: string | null } = {}): Write[] {
  const { id, name, template, size, dayPrice } = machine;
  const made = { template, size, dayPrice };
  switch (state) {
    case "deleted":
      return [
        { type: "settle-machine", id, state, address: null, claims: "none" },
        { type: "recount", consumer: id, share: null },
        { type: "free-names", owners: [id] },
        { type: "forget-snapshot", vm: id, name: null },
      ];
    case "failed":
      // what it left on its host, if anything, is there still
      return [{ type: "settle-machine", id, state, claims: "all" }];
    case "stored":
      return [
        { type: "settle-machine", id, state, claims: "stored" },
        { type: "recount", consumer: id, share: shareOf(machine, { ...size, memoryMb: 0, vcpu: 0 }) },
      ];
    case "creating":
    case "running":
    case "stopped":
    case "paused":
      return [
        { type: "settle-machine", id, state, ...address, claims: "all", made, name },
        { type: "recount", consumer: id, share: shareOf(machine, size) },
      ];
  }
}

/** Nobody knows what is left of it: it keeps what it takes until somebody deletes it for good. */
function halfDeleted({ id }: Machine): Write[] {
  return [{ type: "settle-machine", id, state: "failed", address: null, claims: "all" }];
}

/** A machine that came to nothing takes nothing any more; what failed keeps its name until it is deleted. */
export function undone(id: string, state: "failed" | "deleted"): Write[] {
  const freed: Write[] = [
    { type: "settle-machine", id, state, address: null, claims: "none" },
    { type: "recount", consumer: id, share: null },
  ];
  return state === "deleted" ? [...freed, { type: "free-names", owners: [id] }] : freed;
}

/** What a machine takes of its service. */
export function shareOf(
  { id, service, infrastructure, role }: Pick<Machine, "id" | "service" | "infrastructure" | "role">,
  amounts: Amounts,
): Share {
  return { consumer: id, provider: service, infrastructure, role, amounts };
}
