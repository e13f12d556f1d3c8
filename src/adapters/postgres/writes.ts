/** The writes of a decision as fragments of the one statement that saves it. */
import { sql } from "kysely";
import type { NewMachine, Write } from "../../app/write.ts";
import { Refusal } from "../../domain/refusal.ts";
import { grantHolds, holdShares, recountShares, releaseHolds, takeShares } from "./allocation-writes.ts";
import { changeInfrastructures, provisionParts } from "./change-writes.ts";
import { announceEnds, closeInfrastructures, extendInfrastructures, letGoOn, windUp } from "./ending-writes.ts";
import {
  foundUnits,
  grantInfrastructures,
  provisionInfrastructures,
  takeBackInfrastructures,
} from "./hierarchy-writes.ts";
import { announceMachineEnds, endMachines, extendMachines, letMachinesGoOn } from "./lease-writes.ts";
import { settleMachines } from "./machine-writes.ts";
import { duplicateOf } from "./pool.ts";
import { advanceSchedules } from "./power-schedules.ts";
import { cancelWorkflows, resumeWorkflows } from "./workflow-writes.ts";
import { type Fragment, inserting, type WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

/** All writes of one type become fragments together, so that a statement's text does not grow with their number. */
type Writers = { [T in Write["type"]]: (scene: WriteScene, writes: Of<T>[]) => Fragment[] };

const WRITERS: Writers = {
  "take-names": ({ request }, writes) => {
    const rows = writes.flatMap(({ of, names }) =>
      names.map(({ id, name }) => ({ datacenter_id: request.datacenter, kind: of, name, owner_id: id })),
    );
    return inserting("named", "taken_name", rows);
  },
  "free-names": (_scene, writes) => {
    const owners = writes.flatMap((write) => write.owners);
    return [sql`unnamed as (delete from taken_name where owner_id = any(${owners}::text[]))`];
  },
  hold: holdShares,
  take: takeShares,
  "release-holds": releaseHolds,
  "grant-holds": grantHolds,
  recount: ({ request }, writes) => recountShares(request.id, writes),
  "found-unit": foundUnits,
  "grant-infrastructure": grantInfrastructures,
  "take-back-infrastructure": takeBackInfrastructures,
  "provision-infrastructure": provisionInfrastructures,
  "change-infrastructure": changeInfrastructures,
  "provision-parts": provisionParts,
  "extend-infrastructure": extendInfrastructures,
  "announce-end": announceEnds,
  "wind-up": windUp,
  "let-go-on": letGoOn,
  "close-infrastructure": closeInfrastructures,
  "grant-machines": (scene, writes) => {
    const machines = writes.flatMap((write) => write.machines);
    return inserting(
      "granted_machines",
      "vm",
      machines.map((machine) => machineRow(scene, machine)),
    );
  },
  "occupy-machines": ({ request }, writes) => {
    const ids = writes.flatMap((write) => write.ids);
    return [sql`occupied as (update vm set request_id = ${request.id} where id = any(${ids}::text[]))`];
  },
  "remake-machines": ({ request }, writes) => {
    const ids = writes.flatMap((write) => write.ids);
    return [
      sql`remade as (update vm set state = 'creating', request_id = ${request.id} where id = any(${ids}::text[]))`,
    ];
  },
  "settle-machine": settleMachines,
  "keep-snapshot": ({ now }, writes) => {
    const rows = writes.map(({ vm, name }) => ({ vm_id: vm, name, at: now }));
    return inserting("kept_snapshots", "vm_snapshot", rows);
  },
  "forget-snapshot": (_scene, writes) => [
    sql`forgotten_snapshots as (
      delete from vm_snapshot using jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) as f (vm text, name text)
      where vm_snapshot.vm_id = f.vm and (f.name is null or vm_snapshot.name = f.name))`,
  ],
  "swap-name": (_scene, writes) => [
    sql`unborne as (delete from taken_name where owner_id = any(${writes.map(({ vm }) => vm)}::text[]))`,
    sql`borne as (
      update taken_name set owner_id = b.vm
      from jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) as b (vm text, kept text)
      where taken_name.owner_id = b.kept)`,
  ],
  "extend-machine": extendMachines,
  "announce-machine-end": announceMachineEnds,
  "end-machine": endMachines,
  "let-machine-go-on": letMachinesGoOn,
  "advance-schedule": advanceSchedules,
  "refund-charge": () => [], // entered after this statement, behind the ledger's fence
  "start-workflows": ({ request, now }, writes) => {
    const more = { request_id: request.id, state: "queued", created_at: now };
    const workflows = writes.flatMap((write) => write.workflows);
    return inserting(
      "started",
      "workflow",
      workflows.map(({ version, ...workflow }) => ({ ...workflow, action_version: version, ...more })),
    );
  },
  "resume-workflows": resumeWorkflows,
  "cancel-workflows": cancelWorkflows,
};

/** The fragments of these writes. No two writes of a decision may change the same row: one statement does it once. */
export function fragmentsOf(scene: WriteScene, writes: Write[]): Fragment[] {
  const groups = Map.groupBy(writes, ({ type }) => type);
  return [...groups].flatMap(([type, all]) => writerOf(type)(scene, all));
}

/** What saving them failed with: a Refusal `duplicate` when a name is taken, otherwise the error itself. */
export function failureOf(writes: Write[], error: unknown): unknown {
  if (duplicateOf(error) === "one_open_change") {
    return new Refusal("duplicate", "somebody began a change of it at the same moment", "see: request list --all");
  }
  if (duplicateOf(error) !== "taken_name_pkey") return error;
  const disputed = writes.find((write) => write.type === "take-names" && write.of === "dispute");
  if (disputed?.type === "take-names")
    return new Refusal("duplicate", `${disputed.names[0]?.name} is disputed already`, "see: request list");
  const list = writes.flatMap((write) => (write.type === "take-names" ? write.names.map(({ name }) => name) : []));
  const what =
    list.length === 1 ? `the name ${list[0]} is taken` : `one of the names ${list[0]} … ${list.at(-1)} is taken`;
  return new Refusal("duplicate", what, "choose another name");
}

function writerOf<T extends Write["type"]>(type: T): (scene: WriteScene, writes: Write[]) => Fragment[] {
  return WRITERS[type] as (scene: WriteScene, writes: Write[]) => Fragment[];
}

/** What nobody decides: the books follow what a host says of a machine. */
export type Following = Of<"settle-machine"> | Of<"recount">;

/** The fragments of these, for a statement that saves no request. */
export function followingFragments(now: Date, writes: Following[]): Fragment[] {
  return [
    ...settleMachines(
      { now },
      writes.filter((write) => write.type === "settle-machine"),
    ),
    ...recountShares(
      null,
      writes.filter((write) => write.type === "recount"),
    ),
  ];
}

function machineRow({ request, now }: WriteScene, machine: NewMachine) {
  const { id, name, businessUnit, infrastructure, service, role, template, size, dayPrice, until, host } = machine;
  return {
    ...{ id, name, datacenter_id: request.datacenter, business_unit_id: businessUnit },
    ...{ infrastructure_id: infrastructure, service_id: service, service_role_id: role, template },
    ...{ day_price: dayPrice, until, state: "creating", request_id: request.id, host_id: host ?? null },
    ...{ vcpu: size.vcpu, memory_mb: size.memoryMb, disk_gb: size.diskGb },
    ...{ requester_id: request.requester, created_at: now },
  };
}
