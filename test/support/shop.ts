/** The rows of a small cloud: one business unit with one infrastructure, an operator, and hosts. */
import { sql } from "kysely";
import type { Db } from "../../src/adapters/postgres/pool.ts";
import type { Identity } from "../../src/domain/actor.ts";
import type { Resources } from "../../src/domain/placement.ts";

export const OLGA: Identity = { platform: "console", tenant: "", user: "olga" };

const HOST_SIZE: Resources = { VCPU: 16, MEMORY_MB: 65_536, DISK_GB: 2048, VM_SLOT: 20 };

/** The infrastructure `shop`, its service `web` and its role `front`, whose hosts are the group `general`. */
export async function furnish(db: Db): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `insert into datacenter (id, name, currency, time_zone, created_at) values ('dc-1', 'dc1', 'EUR', 'Europe/Berlin', now())`,
  `insert into person (id, datacenter_id, name, created_at) values ('p-olga', 'dc-1', 'olga', now())`,
  `insert into identity values ('console', '', 'olga', 'p-olga')`,
  `insert into business_unit values ('bu-1', 'dc-1', 'retail', '4711', null, now())`,
  `insert into role_grant values ('dc-1', 'p-olga', 'operator', 'bu-1')`,
  `insert into template (id, datacenter_id, name, vcpu, memory_mb, disk_gb) values ('tpl-1', 'dc-1', 'small', 1, 1024, 60)`,
  `insert into infrastructure (id, datacenter_id, business_unit_id, name, state, memory_mb, disk_gb, reason, host_group, networks)
    values ('inf-1', 'dc-1', 'bu-1', 'shop', 'provisioned', 9000000, 9000000, '', 'general', '{"prod-net": "vlan-7"}')`,
  `insert into service (id, infrastructure_id, name, environment, memory_mb, disk_gb, networks, templates)
    values ('svc-1', 'inf-1', 'web', 'production', 9000000, 9000000, '{prod-net}', '{}')`,
  `insert into service_role (id, service_id, name, templates) values ('role-1', 'svc-1', 'front', '{}')`,
];

/** Adds a host; what is left out of its size is as much as everywhere. */
export async function addHost(db: Db, name: string, size: Partial<Resources> = {}, group = "general"): Promise<void> {
  const host = { id: `host-${name}`, datacenter_id: "dc-1", name, host_group: group, state: "active" as const };
  await db.insertInto("host").values(host).execute();
  const inventory = Object.entries({ ...HOST_SIZE, ...size });
  const rows = inventory.map(([resource_class, total]) => ({ host_id: host.id, resource_class, total }));
  await db.insertInto("inventory").values(rows).execute();
}
