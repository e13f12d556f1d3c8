/** Machines as rules see them, as JSON. */
import { type RawBuilder, sql } from "kysely";
import { ENDING_OF } from "./leases.ts";

/** Of a row that is called `vm`. */
export const MACHINE = sql`jsonb_build_object('id', vm.id, 'name', vm.name, 'state', vm.state, 'request', vm.request_id,
  'ending', ${ENDING_OF(sql`vm.id`)}, 'service', vm.service_id, 'infrastructure', vm.infrastructure_id,
  'role', vm.service_role_id, 'template', vm.template, 'dayPrice', vm.day_price::text, 'size',
  jsonb_build_object('memoryMb', vm.memory_mb, 'diskGb', vm.disk_gb, 'vcpu', vm.vcpu, 'vms', 1),
  'snapshots', ${snapshotsOf(sql`vm.id`)})`;

/** The oldest first. */
export function snapshotsOf(vm: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('name', n.name, 'at', n.at) order by n.at, n.name)
    from vm_snapshot n where n.vm_id = ${vm}), '[]')`;
}
