/** What a host named, in place of what it named before. */
import { sql } from "kysely";
import type { SeenMachine } from "../../../domain/survey.ts";
import type { Tx } from "../pool.ts";

/** What was there already keeps the moment since when it is. */
export async function keepObservations(tx: Tx, host: string, machines: SeenMachine[], at: Date): Promise<void> {
  const rows = machines.map((machine) => rowOf(host, machine, at));
  await sql`
    delete from observation where host_id = ${host} and key <> all(${rows.map(({ key }) => key)}::text[])`.execute(tx);
  await sql`
    insert into observation
    select * from jsonb_populate_recordset(null::observation, ${JSON.stringify(rows)}::jsonb)
    on conflict (host_id, key) do update set vm_id = excluded.vm_id, name = excluded.name, state = excluded.state,
      vcpu = excluded.vcpu, memory_mb = excluded.memory_mb, disk_gb = excluded.disk_gb, address = excluded.address,
      cpu_seconds = excluded.cpu_seconds, memory_used_mb = excluded.memory_used_mb, disk_used_mb = excluded.disk_used_mb,
      seen_at = excluded.seen_at`.execute(tx);
}

function rowOf(host: string, machine: SeenMachine, at: Date) {
  const { id, name, state, vcpu, memoryMb, diskGb, address, cpuSeconds, memoryUsedMb, diskUsedMb } = machine;
  return {
    ...{ host_id: host, key: id === null ? `name ${name}` : `id ${id}`, vm_id: id, name, state, vcpu },
    ...{ memory_mb: memoryMb, disk_gb: diskGb, address, cpu_seconds: cpuSeconds, memory_used_mb: memoryUsedMb },
    ...{ disk_used_mb: diskUsedMb, since: at, seen_at: at },
  };
}
