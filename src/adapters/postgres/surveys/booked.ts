/** The machines that a host's answer is compared with, locked: those that belong on it, and those that it named. */
import { sql } from "kysely";
import type { Look } from "../../../app/surveys.ts";
import type { BookedMachine } from "../../../domain/drift.ts";
import type { SeenMachine } from "../../../domain/survey.ts";
import type { Tx } from "../pool.ts";

/** In the order in which everybody locks machines. One that others hold is waited for, and seen as they leave it. */
export async function lockBooked(tx: Tx, { host, begun }: Look, seen: SeenMachine[]): Promise<BookedMachine[]> {
  const named = seen.flatMap(({ id }) => id ?? []);
  await sql`
    select id from vm where id = any(${named}::text[]) or (host_id = ${host.id} and deleted_at is null)
    order by id for no key update`.execute(tx);
  const { rows } = await sql<BookedMachine>`
    select v.id, v.name, v.state, h.name as host, v.vcpu, v.memory_mb as "memoryMb", v.disk_gb as "diskGb",
      v.request_id is null and v.changed_at < ${begun}::timestamptz as "isAtRest",
      exists (select from observation o where o.host_id = v.host_id and o.vm_id = v.id) as "isSeenAtHome"
    from vm v left join host h on h.id = v.host_id
    where v.id = any(${named}::text[]) or (v.host_id = ${host.id} and v.deleted_at is null)
    order by v.id`.execute(tx);
  return rows;
}
