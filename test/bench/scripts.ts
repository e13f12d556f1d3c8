/** Script tasks per second through the engine, beside the bare starting of the same scripts. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { startScriptPlaces } from "../../src/adapters/postgres/script-places.ts";
import { startTaskLocks } from "../../src/adapters/postgres/task-locks.ts";
import { startWorkflowPlaces } from "../../src/adapters/postgres/workflow-places.ts";
import { startQueues } from "../../src/adapters/queue/start.ts";
import { startPackFolders } from "../../src/adapters/scripts/pack-folders.ts";
import { startScripts } from "../../src/adapters/scripts/start.ts";
import { startDelivery } from "../../src/app/delivery.ts";
import { startWork } from "../../src/compose/work.ts";
import { readConfig } from "../../src/config.ts";
import type { VmAction } from "../../src/domain/vm.ts";
import type { Bundle } from "../../src/engine/authoring/bundle.ts";
import { yamlOf } from "../../src/engine/authoring/source.ts";
import { startEngine } from "../../src/engine/workflow.ts";
import type { Bench, Ground } from "./ground.ts";
import { atOnce, perSecond, type Row, race, until } from "./harness.ts";
import { addMachines, demoPerson, type House, openHouse, silence } from "./house.ts";

const ROUNDS = 3;
const TASKS = 5;

interface Kind {
  type: "node" | "command";
  script: string;
  /** What the table calls it. Only scripts that do something are like real ones; a no-op shows the engine's own cost. */
  what: string;
  atOnce: number[];
  /** The action that consists of such scripts. */
  action: VmAction;
  /** How many workflows run in a round. */
  workflows: number;
}

const EMPTY = { what: "no-op", atOnce: [2, 8] };
const SHORT = { what: "200 ms each", atOnce: [4] };

const KINDS: Kind[] = [
  { type: "node", script: "nothing.mjs", ...EMPTY, action: "restart", workflows: 8 },
  { type: "command", script: "nothing.sh", ...EMPTY, action: "pause", workflows: 24 },
  { type: "node", script: "a-while.mjs", ...SHORT, action: "stop", workflows: 8 },
  { type: "command", script: "a-while.sh", ...SHORT, action: "shutdown", workflows: 8 },
];

const FOLDER = join(import.meta.dirname, "pack");

/** The scripts of the folder, and an action of each kind. */
async function littlePack(): Promise<Bundle> {
  const names = await readdir(FOLDER);
  const scripts = await Promise.all(names.map(async (name) => [name, await readFile(join(FOLDER, name), "utf8")]));
  const sources = KINDS.map(({ type, script, action }) => {
    const task = (n: number) => ({ name: `task-${n}`, title: `Nothing ${n}`, type, script, idempotent: true });
    const tasks = Array.from({ length: TASKS }, (_, n) => task(n));
    return [`${action}.yaml`, yamlOf({ action, description: "Nothing", weight: "light", tasks })];
  });
  return { name: "little", description: "does little", files: Object.fromEntries([...scripts, ...sources]) };
}

export const scripts: Bench = {
  name: "scripts",
  async run(ground) {
    const house = await openHouse(ground, [await littlePack()]);
    await prepare(house);
    const worker = await startWorker(ground, house);
    const rows: Row[] = [];
    for (const kind of KINDS) for (const most of kind.atOnce) rows.push(await compare(house, worker, kind, most));
    await worker.stop();
    await house.close();
    return rows;
  },
};

type Worker = Awaited<ReturnType<typeof startWorker>>;

async function compare(house: House, worker: Worker, kind: Kind, most: number): Promise<Row> {
  const { type, script, what, action, workflows } = kind;
  const count = workflows * TASKS;
  const files = Array.from({ length: count }, () => join(FOLDER, script));
  await sql`update datacenter set light_at_once = ${most}`.execute(house.db);
  await worker.refreshLimits();
  return race({
    ...{ what: `scripts: ${type}, ${what}, ${most} at once`, unit: "/s", goal: { atLeast: 0.9 }, rounds: ROUNDS },
    async ours() {
      const figure = await perSecond(count, () => release(house, action, workflows));
      await until(() => worker.isQuiet());
      return figure;
    },
    baseline: () => perSecond(count, () => atOnce(most, files, (file) => runBare(type, file))),
  });
}

/** Every workflow of every round is asked for before a worker is there; its orders are held back. */
async function prepare(house: House): Promise<void> {
  const needed = ({ atOnce: limits, workflows }: Kind) => limits.length * (ROUNDS + 1) * workflows;
  const count = KINDS.reduce((sum, kind) => sum + needed(kind), 0);
  const machines = await addMachines(house, count, { host: "h1", request: null });
  const place = await house.db.selectFrom("vm").selectAll().limit(1).executeTakeFirstOrThrow();
  const { service_id: service, infrastructure_id: infrastructure, service_role_id: role } = place;
  for (const kind of KINDS) {
    const { action } = kind;
    await atOnce(4, machines.splice(0, needed(kind)), (id) => {
      const details = {
        kind: "vm.action" as const,
        action,
        machines: [{ id, name: id }],
        service,
        infrastructure,
        role,
      };
      const submission = { details, businessUnit: place.business_unit_id, wait: false };
      return house.app.requests.submit(submission, demoPerson("olga"));
    });
  }
  await sql`
    create table held as
    select o.*, w.action from outbox o join workflow w on w.id = o.payload->>'workflow'`.execute(house.db);
  await sql`delete from outbox`.execute(house.db);
}

async function startWorker(ground: Ground, { url, connections, storage, app }: House) {
  const queues = await startQueues({ database: url, log: silence });
  const config = readConfig({ DATA_DIR: join(ground.directory, "scripts") });
  const places = startScriptPlaces({ pool: connections.pool, usual: { command: 32, node: 32 } });
  const scripts = startScripts({ workRoot: join(config.DATA_DIR, "work") });
  const locks = startTaskLocks({ pool: connections.pool, now: () => new Date(), reap: scripts.reap });
  const engine = startEngine({
    ...{ workflows: storage.workflows, claims: storage.claims, requests: app.requests, places, locks, scripts },
    packs: startPackFolders({ root: join(config.DATA_DIR, "scripts"), read: storage.scripts }),
    surroundings: { simulator: { directory: ground.directory } },
    secrets: app.secrets,
  });
  const work = startWork({
    ...{ config, log: silence, connections, storage, app, queues, engine },
    places: startWorkflowPlaces(connections.pool),
    survey: async () => undefined,
    deliver: startDelivery({ ...storage, ...app, chats: [] }),
    deadlines: { sweep: async () => undefined, next: async () => null },
  });
  return {
    refreshLimits: work.refreshLimits,
    async isQuiet() {
      const { rowCount } = await connections.pool.query("select from outbox limit 1");
      const { waiting, active, delayed } = await queues.counts("effects");
      return rowCount === 0 && waiting + active + delayed === 0;
    },
    async stop() {
      await work.stop();
      await queues.close();
      await places.close();
      await locks.close();
    },
  };
}

/** Lets so many workflows of this action run; resolves when their requests are over. */
async function release({ db }: House, action: VmAction, count: number): Promise<void> {
  await sql`
    with next as (
      delete from held where id in (select id from held where action = ${action} limit ${count}::integer) returning *)
    insert into outbox (queue, name, payload) select queue, name, payload from next`.execute(db);
  await sql`select pg_notify('outbox', '')`.execute(db);
  await until(async () => {
    const { rows } = await sql<{ over: boolean }>`
      select (select count(*) from request where not is_over) = (select count(*) from held) as over`.execute(db);
    return rows[0]?.over === true;
  });
}

/** The same process with the same pipes, and nobody who looks after it. */
async function runBare(type: Kind["type"], file: string): Promise<void> {
  const child = spawn(type === "node" ? process.execPath : "/bin/sh", [file]);
  child.stdin.on("error", () => undefined); // it may be gone before it was handed anything
  child.stdin.end("{}");
  child.stdout.resume();
  child.stderr.resume();
  await once(child, "close");
}
