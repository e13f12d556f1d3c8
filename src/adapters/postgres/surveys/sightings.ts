/** What is known by surveys, for whoever asks. */
import { sql } from "kysely";
import type { HostStanding, OpenDrift, Sightings, Stranger } from "../../../app/surveys.ts";
import type { Db } from "../pool.ts";

export function startSightings(db: Db): Sightings {
  return {
    standings: () => standings(db),
    drifts: (vm) => drifts(db, vm ?? null),
    unseenSince: (vm) => unseenSince(db, vm),
    strangers: () => strangers(db),
  };
}

async function standings(db: Db): Promise<HostStanding[]> {
  const { rows } = await sql<HostStanding>`
    select h.name as host, s.answered_at as answered, s.silent_since as "silentSince", coalesce(s.reason, '') as reason
    from host h left join host_survey s on s.host_id = h.id`.execute(db);
  return rows.sort((a, b) => BY_NUMBER.compare(a.host, b.host));
}

/** `h2` comes before `h10`. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

async function drifts(db: Db, vm: string | null): Promise<OpenDrift[]> {
  const { rows } = await sql<OpenDrift>`
    select kind, text, since from drift where ${vm}::text is null or vm_id = ${vm}
    order by since, text`.execute(db);
  return rows;
}

async function unseenSince(db: Db, vm: string): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select coalesce(s.answered_at, s.silent_since) as since
    from vm v join host_survey s on s.host_id = v.host_id
    where v.id = ${vm} and s.silent_since is not null`.execute(db);
  return rows[0]?.since ?? null;
}

/** Also those that bear an id of ours which our books do not know; not those that were imported since that look. */
async function strangers(db: Db): Promise<Stranger[]> {
  const { rows } = await sql<Stranger>`
    select jsonb_build_object('id', h.id, 'name', h.name, 'group', h.host_group) as host, o.vm_id as id, o.name, o.state, o.vcpu,
      o.memory_mb as "memoryMb", o.disk_gb as "diskGb", o.address, o.cpu_seconds as "cpuSeconds",
      o.memory_used_mb as "memoryUsedMb", o.disk_used_mb as "diskUsedMb", o.since
    from observation o join host h on h.id = o.host_id
    where (o.vm_id is null or not exists (select from vm v where v.id = o.vm_id))
      and not exists (select from vm v where v.host_id = o.host_id and v.name = o.name and v.deleted_at is null)`.execute(
    db,
  );
  return rows.sort((a, b) => BY_NUMBER.compare(a.host.name, b.host.name) || BY_NUMBER.compare(a.name, b.name));
}
