/** A tally as an expression: a ceiling, and everything granted and held of it. */
import { type RawBuilder, sql } from "kysely";

type Limit = Partial<Record<"memoryMb" | "diskGb" | "vcpu" | "vms", RawBuilder<unknown>>>;

/** Everything granted and held in those rows of `allocation`, summed up beside its limit. */
export function tally(name: RawBuilder<unknown>, { memoryMb, diskGb, vcpu, vms }: Limit, where: RawBuilder<unknown>) {
  const none = sql`null`;
  return sql`jsonb_build_object('name', ${name},
    'limit', jsonb_build_object('memoryMb', ${memoryMb ?? none}, 'diskGb', ${diskGb ?? none}, 'vcpu', ${vcpu ?? none},
      'vms', ${vms ?? none}),
    'taken', (select jsonb_build_object('memoryMb', coalesce(sum(a.memory_mb), 0),
      'diskGb', coalesce(sum(a.disk_gb), 0), 'vcpu', coalesce(sum(a.vcpu), 0), 'vms', coalesce(sum(a.vms), 0))
      from allocation a where ${where}))`;
}
