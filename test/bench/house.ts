/** The demo datacenter with its use cases in a database of its own, while nobody works there. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { scriptTypes, standingOf } from "../../src/adapters/scripts/types.ts";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import { startSecrets } from "../../src/app/secrets.ts";
import { composeApp } from "../../src/compose/app.ts";
import { composeStorage } from "../../src/compose/storage.ts";
import { migrateAll } from "../../src/compose/tables.ts";
import type { Identity } from "../../src/domain/actor.ts";
import type { Bundle } from "../../src/engine/authoring/bundle.ts";
import { bringPacks } from "../../src/engine/authoring/packs.ts";
import { SHIPPED_POLICY } from "../support/policy.ts";
import type { Ground } from "./ground.ts";

export type House = Awaited<ReturnType<typeof openHouse>>;

export const silence = pino({ level: "silent" });

/** Somebody of the demo datacenter. */
export function demoPerson(user: string): Identity {
  return { platform: "console", tenant: "demo", user };
}

/** `packs`: the actions that can be asked for. */
export async function openHouse(ground: Ground, packs: Bundle[] = []) {
  const url = await ground.database();
  await migrateAll(url, silence);
  const connections = connect(url, () => undefined);
  const told = { now: () => new Date(), id: (prefix: string) => `${prefix}_${randomUUID()}` };
  const storage = composeStorage({
    connections,
    policy: SHIPPED_POLICY,
    surveyMs: 300_000,
    ...told,
  });
  const keys = { current: null, old: [] };
  const secrets = startSecrets({ store: storage.secretStore, keys, uses: async () => [] });
  const types = scriptTypes().map(standingOf);
  await bringPacks(storage.actions, packs, types);
  const surroundings = { simulator: { directory: ground.directory } };
  const scriptPool = { standing: async () => [] };
  const app = composeApp({ storage, types, surroundings, scriptPool, secrets, checkWork: async () => [], ...told });
  await app.datacenter.apply(await demoDatacenter(), null);
  await liftLimits(connections.db);
  return { url, connections, ...connections, storage, app };
}

/** The datacenter that the demo loads, as its file describes it. */
export async function demoDatacenter() {
  const file = join(import.meta.dirname, "../../docs/demo-datacenter.yaml");
  return readDatacenterFile("demo-datacenter.yaml", await readFile(file, "utf8"));
}

/** Benches need more room than a demo. */
export async function liftLimits(db: Db): Promise<void> {
  for (const statement of [
    "update datacenter set workflows_at_most = 1000000",
    "update infrastructure set memory_mb = 100000000, disk_gb = 100000000",
    "update service set memory_mb = 100000000, disk_gb = 100000000",
    "update service_role set max_vms = null",
  ])
    await sql.raw(statement).execute(db);
}

/** Adds machines of 1 vCPU, 1 GB and 60 GB to `shop/web/front`; returns their ids. */
export async function addMachines(
  { db }: House,
  count: number,
  { host, request }: { host: string | null; request: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into vm (id, datacenter_id, business_unit_id, infrastructure_id, service_id, service_role_id, name, template,
      vcpu, memory_mb, disk_gb, day_price, state, request_id, host_id, requester_id, created_at)
    select 'vm-' || n, i.datacenter_id, i.business_unit_id, i.id, s.id, r.id, 'bench-' || n, 'small',
      1, 1024, 60, 3.1, 'running', ${request}, (select id from host where name = ${host}),
      (select person_id from identity where user_id = 'olga'), now()
    from generate_series(1, ${count}::integer) n, infrastructure i
    join service s on s.infrastructure_id = i.id join service_role r on r.service_id = s.id
    where i.name = 'shop' and s.name = 'web' and r.name = 'front'
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
