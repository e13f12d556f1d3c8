/** A small cloud in a database of its own: one business unit with one infrastructure, an operator, and hosts. */
import { sql } from "kysely";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { type Connections, connect, type Db } from "../../src/adapters/postgres/pool.ts";
import type { Identity } from "../../src/domain/actor.ts";
import type { Resources } from "../../src/domain/placement.ts";
import { createDatabase } from "./database.ts";

export interface Cloud extends Connections {
  url: string;
  remove(): Promise<void>;
}

export const OLGA: Identity = { platform: "console", tenant: "", user: "olga" };

const HOST_SIZE: Resources = { VCPU: 16, MEMORY_MB: 65_536, DISK_GB: 2048, VM_SLOT: 20 };

/** With the infrastructure `shop`, its service `web` and its role `front`, whose hosts are the group `general`. */
export async function openCloud(): Promise<Cloud> {
  const { url, drop } = await createDatabase();
  const connections = connect(url, () => undefined, 60);
  await migrate(connections.db);
  await populate(connections.db);
  const remove = () => connections.close().then(drop);
  return { ...connections, url, remove };
}

async function populate(db: Db): Promise<void> {
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

/** Adds machines `vm-FIRST` … of 1 vCPU, 1 GB and 60 GB on which the request `REQ-CREATE` is at work, without a host. */
export async function addMachines(db: Db, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into vm (id, datacenter_id, business_unit_id, infrastructure_id, service_id, service_role_id, name, template,
      vcpu, memory_mb, disk_gb, day_price, state, request_id, requester_id, created_at)
    select 'vm-' || gen_random_uuid(), 'dc-1', 'bu-1', 'inf-1', 'svc-1', 'role-1', 'web-' || n, 'small',
      1, 1024, 60, 3.1, 'creating', 'REQ-CREATE', 'p-olga', now()
    from generate_series(1, ${count}::integer) n returning id`.execute(db);
  return rows.map(({ id }) => id);
}
