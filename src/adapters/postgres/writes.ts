/** Carries out the writes of a decision, each by its own statements, inside the decision's transaction. */
import { sql } from "kysely";
import type { NewMachine, Share, Write } from "../../app/write.ts";
import { STORED_CLASSES } from "../../domain/placement.ts";
import { Refusal } from "../../domain/refusal.ts";
import { foundUnit, grantInfrastructure, provisionInfrastructure, takeBackInfrastructure } from "./hierarchy-writes.ts";
import { duplicateOf } from "./pool.ts";
import type { WriteScene } from "./write-scene.ts";

type Writers = { [T in Write["type"]]: (scene: WriteScene, write: Extract<Write, { type: T }>) => Promise<unknown> };

const WRITERS: Writers = {
  "take-names": takeNames,
  "free-names": ({ tx }, { owners }) => tx.deleteFrom("taken_name").where("owner_id", "in", owners).execute(),
  hold: async ({ tx, request }, { shares }) => {
    if (shares.length)
      await tx
        .insertInto("allocation")
        .values(shares.map((share) => shareRow(share, request.id)))
        .execute();
  },
  "release-holds": ({ tx, request }) => tx.deleteFrom("allocation").where("held_by", "=", request.id).execute(),
  "grant-holds": ({ tx, request }) =>
    tx.updateTable("allocation").set({ held_by: null }).where("held_by", "=", request.id).execute(),
  recount: async ({ tx }, { consumer, share }) => {
    await tx.deleteFrom("allocation").where("consumer_id", "=", consumer).execute();
    if (share) await tx.insertInto("allocation").values(shareRow(share, null)).execute();
  },
  "found-unit": foundUnit,
  "grant-infrastructure": grantInfrastructure,
  "take-back-infrastructure": takeBackInfrastructure,
  "provision-infrastructure": provisionInfrastructure,
  "grant-machines": (scene, { machines }) =>
    scene.tx
      .insertInto("vm")
      .values(machines.map((machine) => machineRow(scene, machine)))
      .execute(),
  "occupy-machines": ({ tx, request }, { ids }) =>
    tx.updateTable("vm").set({ request_id: request.id }).where("id", "in", ids).execute(),
  "settle-machine": settleMachine,
  "start-workflows": ({ tx, request, now }, { workflows }) =>
    tx
      .insertInto("workflow")
      .values(
        workflows.map((one) => ({
          ...one,
          plan: JSON.stringify(one.plan),
          request_id: request.id,
          state: "queued" as const,
          created_at: now,
        })),
      )
      .execute(),
  "cancel-workflows": ({ tx, request }) =>
    tx
      .updateTable("workflow")
      .set({ cancel_asked: true })
      .where("request_id", "=", request.id)
      .where("state", "in", ["queued", "running"])
      .execute(),
};

/** Carries out the writes in their order. Throws a Refusal `duplicate` when a name is taken. */
export async function carryOut(scene: WriteScene, writes: Write[]): Promise<void> {
  for (const write of writes) await writerOf(write.type)(scene, write);
}

function writerOf<T extends Write["type"]>(type: T): (scene: WriteScene, write: Write) => Promise<unknown> {
  return WRITERS[type] as (scene: WriteScene, write: Write) => Promise<unknown>;
}

async function takeNames(
  { tx, request }: WriteScene,
  { of, names }: Extract<Write, { type: "take-names" }>,
): Promise<void> {
  const rows = names.map(({ id, name }) => ({ datacenter_id: request.datacenter, kind: of, name, owner_id: id }));
  try {
    await tx.insertInto("taken_name").values(rows).execute();
  } catch (error) {
    if (!duplicateOf(error)) throw error;
    const list = names.map(({ name }) => name);
    const what =
      list.length === 1 ? `the name ${list[0]} is taken` : `one of the names ${list[0]} … ${list.at(-1)} is taken`;
    throw new Refusal("duplicate", what, "choose another name");
  }
}

async function settleMachine(
  { tx, now }: WriteScene,
  write: Extract<Write, { type: "settle-machine" }>,
): Promise<void> {
  const { id, state, address, claims } = write;
  const gone = state === "deleted" ? { deleted_at: now } : {};
  const moved = address === undefined ? {} : { address };
  await tx
    .updateTable("vm")
    .set({ state, request_id: null, ...moved, ...gone })
    .where("id", "=", id)
    .execute();
  if (claims === "all") return;
  const kept = claims === "stored" ? STORED_CLASSES : [];
  await sql`delete from claim where consumer_id = ${id} and resource_class <> all(${[...kept]})`.execute(tx);
}

function shareRow({ consumer, provider, infrastructure, role, amounts }: Share, heldBy: string | null) {
  return {
    ...{ consumer_id: consumer, provider_id: provider, infrastructure_id: infrastructure, service_role_id: role },
    ...{ memory_mb: amounts.memoryMb, disk_gb: amounts.diskGb, vcpu: amounts.vcpu, vms: amounts.vms, held_by: heldBy },
  };
}

function machineRow({ request, now }: WriteScene, machine: NewMachine) {
  const { id, name, businessUnit, infrastructure, service, role, template, size, dayPrice, until } = machine;
  return {
    ...{
      id,
      name,
      datacenter_id: request.datacenter,
      business_unit_id: businessUnit,
      infrastructure_id: infrastructure,
    },
    ...{ service_id: service, service_role_id: role, template, day_price: dayPrice, until, state: "creating" },
    ...{ vcpu: size.vcpu, memory_mb: size.memoryMb, disk_gb: size.diskGb, request_id: request.id },
    ...{ requester_id: request.requester, created_at: now },
  };
}
