/** Claims of hosts per second, in a datacenter of a hundred and in one of ten thousand. */
import { sql } from "kysely";
import { claimHost } from "../../src/app/capacity.ts";
import { needOf } from "../../src/domain/placement.ts";
import type { Bench, Ground } from "./ground.ts";
import { atOnce, perSecond, type Row, race } from "./harness.ts";
import { addMachines, type House, openHouse } from "./house.ts";

const ROUNDS = 5;
const EACH = 60;
const AT_ONCE = [1, 8];
const FEW = 100;
const MANY = 10_000;

/** Each host carries so many machines from the beginning. */
const CARRIED = 5;

const NEED = needOf({ vcpu: 1, memoryMb: 1024, diskGb: 60 });

interface Estate {
  house: House;
  /** Machines without a host. */
  machines: string[];
}

export const claims: Bench = {
  name: "claims",
  async run(ground) {
    const [few, many] = [await openEstate(ground, FEW), await openEstate(ground, MANY)];
    const rows: Row[] = [];
    for (const most of AT_ONCE) rows.push(await compare(few, many, most));
    for (const { house } of [few, many]) await house.close();
    return rows;
  },
};

/** Half as fast among a hundred times as many hosts is fast enough. */
function compare(few: Estate, many: Estate, most: number): Promise<Row> {
  return race({
    ...{
      what: `claims: ${MANY} hosts beside ${FEW}, ${most} at once`,
      unit: "/s",
      goal: { atLeast: 0.5 },
      rounds: ROUNDS,
    },
    ours: () => claimSome(many, most),
    baseline: () => claimSome(few, most),
  });
}

function claimSome({ house, machines }: Estate, most: number): Promise<number> {
  const { claims } = house.storage;
  const some = machines.splice(0, EACH);
  return perSecond(EACH, () =>
    atOnce(most, some, async (id) => {
      const host = await claimHost(claims, { id, request: "REQ-BENCH" }, NEED, "bench");
      if (!host) throw new Error(`claiming a host for ${id}: there was none`);
    }),
  );
}

async function openEstate(ground: Ground, hosts: number): Promise<Estate> {
  const house = await openHouse(ground);
  const machines = await addMachines(house, AT_ONCE.length * (ROUNDS + 1) * EACH, { host: null, request: "REQ-BENCH" });
  for (const statement of [ADD_HOSTS(hosts), ADD_INVENTORY, ADD_CLAIMS, sql`vacuum analyze`])
    await statement.execute(house.db);
  return { house, machines };
}

const ADD_HOSTS = (count: number) => sql`
  insert into host (id, datacenter_id, name, host_group, state)
  select 'bench-' || n, (select id from datacenter), 'bench-' || n, 'bench', 'active'
  from generate_series(1, ${count}::integer) n`;

const CLASSES = sql`(values ('VCPU', 32, 1), ('MEMORY_MB', 131072, 1024), ('DISK_GB', 4096, 60), ('VM_SLOT', 40, 1))
  as c (kind, total, part)`;

const ADD_INVENTORY = sql`
  insert into inventory (host_id, resource_class, total)
  select id, kind, total from host, ${CLASSES} where host_group = 'bench'`;

const ADD_CLAIMS = sql`
  insert into claim (host_id, consumer_id, resource_class, amount)
  select id, id || '-' || n, kind, part
  from host, generate_series(1, ${CARRIED}::integer) n, ${CLASSES} where host_group = 'bench'`;
