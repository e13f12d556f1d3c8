/** Finds a machine its host before the first task of an action that needs room on one. */
import { claimHost } from "../app/capacity.ts";
import { amountText } from "../domain/amount.ts";
import type { Subject } from "../domain/data-item.ts";
import { needOf } from "../domain/placement.ts";
import { type Run, settleOn } from "./run.ts";
import { TaskFailed } from "./task-failed.ts";

/** The actions before which room on a host is claimed. */
const PLACING: readonly string[] = ["create", "restore"];

/** Claims what the action needs, once however often it is called. Throws TaskFailed when there is no room. */
export async function placeMachine(run: Run): Promise<void> {
  const { action, request, subject } = run.work;
  if (!subject.vm || !PLACING.includes(action)) return;
  const group = subject.infrastructure?.hostGroup;
  if (!group)
    throw new TaskFailed(`${subject.infrastructure?.name ?? subject.vm.name} has no hosts: it is not provisioned`);
  const host = await claimHost(run.rooms.claims, { id: subject.vm.id, request }, needOf(subject.vm), group);
  if (!host) throw new TaskFailed(noRoom(subject.vm, subject.host, group));
  settleOn(run, host);
}

/** A machine that never got a host is nowhere: there is nothing that an action could do for it. */
export function isNowhere({ work: { action, subject } }: Run): boolean {
  return subject.vm !== null && subject.host === null && !PLACING.includes(action);
}

function noRoom(vm: NonNullable<Subject["vm"]>, host: Subject["host"], group: string): string {
  const size = [
    amountText("vcpu", vm.vcpu),
    `${amountText("memoryMb", vm.memoryMb)} memory`,
    `${amountText("diskGb", vm.diskGb)} storage`,
  ].join(", ");
  if (host) return `host ${host.name}, where ${vm.name} is stored, has no room for ${size}`;
  return `no host of group ${group} has room for ${size}`;
}
