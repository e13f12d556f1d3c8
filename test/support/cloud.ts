/** A small cloud in a database of its own: one business unit with one infrastructure, an operator, and hosts. */
import { sql } from "kysely";
import { type Connections, connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { createDatabase } from "./database.ts";
import { furnish } from "./shop.ts";

export { addHost, OLGA } from "./shop.ts";

export interface Cloud extends Connections {
  url: string;
  remove(): Promise<void>;
}

/** With the infrastructure `shop`, its service `web` and its role `front`, whose hosts are the group `general`. */
export async function openCloud(): Promise<Cloud> {
  const { url, drop } = await createDatabase();
  const connections = connect(url, () => undefined, 60);
  await furnish(connections.db);
  const remove = () => connections.close().then(drop);
  return { ...connections, url, remove };
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
