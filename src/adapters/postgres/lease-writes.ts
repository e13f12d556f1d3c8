/** Writes about the leases of machines. They leave the machine's own row alone, which other writes of a step change. */
import { sql } from "kysely";
import type { Write } from "../../app/write.ts";
import type { Fragment, WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

type Writer<T extends Write["type"]> = (scene: WriteScene, writes: Of<T>[]) => Fragment[];

/** Only its last day is in the machine's row: nothing else is done to a machine when it gets another one. */
export const extendMachines: Writer<"extend-machine"> = (_scene, writes) =>
  writes.flatMap(({ id, until }) => [
    sql`extended_machine as (update vm set until = ${until}::date where id = ${id})`,
    sql`counted_extension as (
      insert into lease (vm_id, extensions) values (${id}, 1)
      on conflict (vm_id) do update set extensions = lease.extensions + 1)`,
  ]);

export const announceMachineEnds: Writer<"announce-machine-end"> = (_scene, writes) =>
  writes.map(
    ({ id, until }) => sql`announced_machine as (
      insert into lease (vm_id, announced) values (${id}, ${until}::date)
      on conflict (vm_id) do update set announced = excluded.announced)`,
  );

export const endMachines: Writer<"end-machine"> = ({ request }, writes) =>
  writes.map(
    ({ id }) => sql`ended_machine as (
      insert into lease (vm_id, ending_id) values (${id}, ${request.id})
      on conflict (vm_id) do update set ending_id = excluded.ending_id)`,
  );

export const letMachinesGoOn: Writer<"let-machine-go-on"> = (_scene, writes) => [
  sql`machines_going_on as (
    update lease set ending_id = null where vm_id = any(${writes.map(({ id }) => id)}::text[]))`,
];
