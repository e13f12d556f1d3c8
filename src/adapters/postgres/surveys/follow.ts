/** The books follow a host: the machine's state with all that hangs on it, what it costs, an audit event, and a word to whom it belongs. */
import { sql } from "kysely";
import { type Repair, repairText } from "../../../domain/drift.ts";
import { keepSpans } from "../ledger/spans.ts";
import { touchedBy } from "../ledger/touched.ts";
import type { Tx } from "../pool.ts";
import { type Following, followingFragments } from "../writes.ts";

export async function followHost(
  tx: Tx,
  host: { id: string; name: string },
  repairs: Repair[],
  at: Date,
): Promise<void> {
  if (repairs.length === 0) return;
  const writes = await writesOf(tx, repairs);
  await sql`with ${sql.join(followingFragments(at, writes))} select 1`.execute(tx);
  await keepSpans(tx, touchedBy(writes), at);
  const rows = repairs.map((repair) => ({ ...repair, text: repairText(host.name, repair) }));
  await sql`
    with repaired as (
      select v.datacenter_id, v.id, v.name, v.requester_id, v.business_unit_id, r."from", r."to", r.text
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (vm text, "from" text, "to" text, text text)
      join vm v on v.id = r.vm),
    noted as (
      insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
      select datacenter_id, ${at}, null, 'system', 'vm.drift', name, jsonb_build_object('state', "from"),
        jsonb_build_object('state', "to", 'host', ${host.name}::text)
      from repaired)
    insert into outbox (queue, name, payload)
    select 'effects', 'tell-repair', jsonb_build_object('person', requester_id, 'unit', business_unit_id, 'text', text)
    from repaired`.execute(tx);
}

/** What was put away takes no memory and no processors any more. Only that is less: nothing has to be counted for it. */
async function writesOf(tx: Tx, repairs: Repair[]): Promise<Following[]> {
  const stored = repairs.filter(({ to }) => to === "stored").map(({ vm }) => vm);
  const { rows } = await sql<{ id: string; service: string; infrastructure: string; role: string; diskGb: number }>`
    select id, service_id as service, infrastructure_id as infrastructure, service_role_id as role, disk_gb as "diskGb"
    from vm where id = any(${stored}::text[])`.execute(tx);
  return [
    ...repairs.map(({ vm, to }) => ({
      ...{ type: "settle-machine" as const, id: vm, state: to },
      claims: to === "stored" ? ("stored" as const) : ("all" as const),
    })),
    ...rows.map(({ id, service, infrastructure, role, diskGb }) => ({
      ...{ type: "recount" as const, consumer: id },
      share: {
        consumer: id,
        provider: service,
        infrastructure,
        role,
        amounts: { memoryMb: 0, vcpu: 0, diskGb, vms: 1 },
      },
    })),
  ];
}
