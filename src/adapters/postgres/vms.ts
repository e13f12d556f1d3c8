/** Machines that are not deleted, with where they belong and where they run. */
import { type RawBuilder, sql } from "kysely";
import type { Vm, VmFilter, Vms } from "../../app/reads.ts";
import { ENDING_OF } from "./leases.ts";
import { dayPriceAt } from "./ledger/day-price.ts";
import { snapshotsOf } from "./machines.ts";
import type { Db } from "./pool.ts";
import { SCHEDULE_OF } from "./power-schedules.ts";
import { inSight, MACHINES, under } from "./sight.ts";

export function startVms(db: Db, now: () => Date): Vms {
  return {
    list: async (filter) => {
      const found = await listWhere(db, now(), sql`${sql.join(conditionsOf(filter), sql` and `)} ${dearestOf(filter)}`);
      return found.sort((a, b) => BY_NUMBER.compare(a.name, b.name));
    },
    byName: async (name) => (await listWhere(db, now(), sql`v.name = ${name}`))[0] ?? null,
  };
}

/** `b-2` comes before `b-10`. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

function conditionsOf({ on, state, host, unit, endsBy, ...sight }: VmFilter): RawBuilder<unknown>[] {
  return [
    inSight(sight, MACHINES),
    ...(on === undefined ? [] : [under(PATH, on)]),
    ...(state === undefined ? [] : [sql`v.state = ${state}`]),
    ...(host === undefined ? [] : [sql`h.name = ${host}`]),
    ...(endsBy === undefined ? [] : [sql`v.until <= ${endsBy}::date`]),
    ...(unit === undefined ? [] : [sql`v.business_unit_id in (select id from business_unit where name = ${unit})`]),
  ];
}

/** By what their size or template cost when they were given it, which is kept with them. */
function dearestOf({ dearest }: VmFilter): RawBuilder<unknown> {
  return dearest === undefined ? sql`` : sql`order by v.day_price desc, v.name limit ${dearest}`;
}

const PATH = sql`(i.name || '/' || s.name || '/' || r.name)`;

async function listWhere(db: Db, now: Date, where: RawBuilder<unknown>): Promise<Vm[]> {
  const { rows } = await sql<Vm>`
    select v.id, v.name, v.state, v.request_id as request, ${ENDING_OF(sql`v.id`)} as ending, v.service_id as service, v.infrastructure_id as infrastructure,
      v.service_role_id as role, v.business_unit_id as "businessUnit", ${PATH} as path, v.template, v.address, ${snapshotsOf(sql`v.id`)} as snapshots,
      jsonb_build_object('memoryMb', v.memory_mb, 'diskGb', v.disk_gb, 'vcpu', v.vcpu, 'vms', 1) as size,
      h.name as host, ${dayPriceAt(now)} as "dayPrice", v.until, p.name as requester,
      ${SCHEDULE_OF(sql`v.id`)} as schedule
    from vm v
    join infrastructure i on i.id = v.infrastructure_id
    join service s on s.id = v.service_id
    join service_role r on r.id = v.service_role_id
    join person p on p.id = v.requester_id
    left join host h on h.id = v.host_id
    where v.deleted_at is null and ${where}`.execute(db);
  return rows;
}
