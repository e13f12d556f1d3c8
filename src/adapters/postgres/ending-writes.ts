/** Writes about the ends of infrastructures: another last day, an end that is known, and winding up. */
import { sql } from "kysely";
import type { Write } from "../../app/write.ts";
import type { Fragment, WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

type Writer<T extends Write["type"]> = (scene: WriteScene, writes: Of<T>[]) => Fragment[];

export const extendInfrastructures: Writer<"extend-infrastructure"> = (_scene, writes) =>
  writes.map(({ id, until }) => sql`extended as (update infrastructure set until = ${until}::date where id = ${id})`);

export const announceEnds: Writer<"announce-end"> = (_scene, writes) =>
  writes.map(
    ({ id, until }) => sql`announced as (update infrastructure set announced = ${until}::date where id = ${id})`,
  );

export const windUp: Writer<"wind-up"> = ({ request }, writes) => [
  sql`wound_up as (
    update infrastructure set state = 'decommissioning', ending_id = ${request.id}
    where id = any(${writes.map(({ id }) => id)}::text[]))`,
];

/** An end that somebody asked for says nothing of the calendar's, which is made known again when it is near. */
export const letGoOn: Writer<"let-go-on"> = ({ request }, writes) => [
  sql`going_on as (
    update infrastructure set state = 'provisioned', ending_id = null,
      announced = case when ${request.details.kind} = 'infra.end' then announced end
    where id = any(${writes.map(({ id }) => id)}::text[]))`,
];

/** Its row stays for the reports of the months in which it was there. */
export const closeInfrastructures: Writer<"close-infrastructure"> = ({ now }, writes) => [
  sql`closed as (
    update infrastructure set state = 'decommissioned', closed_at = ${now}
    where id = any(${writes.map(({ id }) => id)}::text[]))`,
];
