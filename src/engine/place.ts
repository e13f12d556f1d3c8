/** Finds a machine its host before the first task of an action that needs room on one. */
import { type ClaimStore, claimHost } from "../app/capacity.ts";
import { amountText } from "../domain/amount.ts";
import { type Subject, sizeWished } from "../domain/data-item.ts";
import { needOf } from "../domain/placement.ts";
import { type Run, settleOn } from "./run.ts";
import { TaskFailed } from "./task-failed.ts";

/** The actions before which room on a host is claimed. */
const PLACING: readonly string[] = ["create", "restore", "resize", "adopt"];

/** Claims what the action needs, once however often it is called. Throws TaskFailed when there is no room. */
export async function placeMachine(claims: ClaimStore, run: Run): Promise<void> {
  const { action, request, subject } = run.work;
  if (!subject.vm || !PLACING.includes(action)) return;
  const group = subject.infrastructure?.hostGroup;
  if (!group)
    throw new TaskFailed(`${subject.infrastructure?.name ?? subject.vm.name} has no hosts: it is not provisioned`);
  const size = largestOf(subject.vm, sizeWished(subject)?.size);
  const machine = { id: subject.vm.id, request };
  const host = await claimHost(claims, machine, needOf(size), action === "adopt" ? null : group);
  if (!host) throw new TaskFailed(noRoom(subject.vm.name, size, subject.host, group));
  settleOn(run, host);
}

type Size = Parameters<typeof needOf>[0];

/** What it needs while it is being resized: of each the larger; what it shrinks by is given back once that is done. */
function largestOf(now: Size, wished: Size = now): Size {
  return {
    vcpu: Math.max(now.vcpu, wished.vcpu),
    memoryMb: Math.max(now.memoryMb, wished.memoryMb),
    diskGb: Math.max(now.diskGb, wished.diskGb),
  };
}

/** A machine that never got a host is nowhere: there is nothing that an action could do for it. */
export function isNowhere({ work: { action, subject } }: Run): boolean {
  return subject.vm !== null && subject.host === null && !PLACING.includes(action);
}

function noRoom(vm: string, { vcpu, memoryMb, diskGb }: Size, host: Subject["host"], group: string): string {
  const size = [
    amountText("vcpu", vcpu),
    `${amountText("memoryMb", memoryMb)} memory`,
    `${amountText("diskGb", diskGb)} storage`,
  ].join(", ");
  if (host) return `host ${host.name}, where ${vm} is, has no room for ${size}, or is being drained`;
  return `no host of group ${group} has room for ${size}`;
}
