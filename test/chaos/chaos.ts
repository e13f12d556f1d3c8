/** Chaos: workflows in a line, workers that are killed at random moments, and what is left of it all in the end. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { isEmpty } from "../../src/adapters/postgres/outbox.ts";
import type { Db } from "../../src/adapters/postgres/pool.ts";
import { migrateQueues } from "../../src/adapters/queue/migrate.ts";
import { startQueues } from "../../src/adapters/queue/start.ts";
import { actionFile, planOf } from "../../src/engine/action.ts";
import { isAlive } from "../support/alive.ts";
import { wireEngine } from "../support/engine-wiring.ts";
import { addHost, furnish, OLGA } from "../support/shop.ts";
import { type KeptWorker, keepWorker } from "./kept-worker.ts";
import { silence } from "./silence.ts";
import type { WorkerOrders } from "./worker.ts";

export interface ChaosOptions {
  /** An empty database. */
  database: string;
  redis: string | undefined;
  /** Absolute; for scripts and their journal. */
  directory: string;
  workflows: number;
  kills: number;
}

/** What came of it. */
export interface Aftermath {
  /** Kinds of states, with how many there are of each: `done 100`. */
  requests: string[];
  workflows: string[];
  activities: string[];
  /** Tries of activities beyond the first, and of the scripts those that began beyond the first. */
  triedAgain: number;
  ranAgain: number;
  /** Sentences; none when the scripts' own journal and the rows agree. */
  disagreements: string[];
  /** Names with how many are left of each, without those of which none is. */
  left: string[];
}

const TASKS = ["a", "b", "c", "d", "e"];
const WORKERS = 2;
const AT_ONCE = 4;
const SCRIPT_SECONDS = 0.1;

/** It runs alone under its host's lock, and takes not so long. */
const LOCKED = "c";
const LOCKED_SECONDS = 0.02;

/** At most so many milliseconds pass from a worker's start until it is killed. */
const LATEST_KILL_MS = 600;

/** Runs it all. Throws when the workflows do not end within the time that they take with every script run twice. */
export async function chaos(options: ChaosOptions): Promise<Aftermath> {
  const { database, redis, directory, workflows, kills } = options;
  await mkdir(directory, { recursive: true });
  const journal = join(directory, "journal");
  const wired = wireEngine(database, directory, { plan: () => planWith(journal) });
  await migrate(wired.db);
  await migrateQueues(database);
  await furnish(wired.db);
  for (let n = 0; n <= workflows / 100; n++)
    await addHost(wired.db, `h${n}`, { VCPU: 100, MEMORY_MB: 102_400, DISK_GB: 6000, VM_SLOT: 100 });
  await sql`update datacenter set workflows_at_most = ${workflows}`.execute(wired.db);
  const orders: WorkerOrders = {
    queues: { database, redis, prefix: randomUUID(), lockMs: 1000, backoffMs: 20, longestBackoffMs: 500 },
    ...{ directory, atOnce: AT_ONCE },
  };
  const queues = await startQueues({ ...orders.queues, log: silence });
  const workers = Array.from({ length: WORKERS }, () => keepWorker(orders));
  for (let n = 0; n < workflows; n++) await ask(wired.requests, n);
  await kill(workers, kills, journal);
  await allEnded(wired.db, 60_000 + workflows * 1000);
  await until(async () => (await isEmpty(wired.pool)) && (await waitingIn(queues)) === 0, 60_000);
  await Promise.all(workers.map((worker) => worker.end()));
  const aftermath = await lookAt(wired.db, journal, directory, await waitingIn(queues));
  await queues.close();
  await wired.close();
  return aftermath;
}

function planWith(journal: string) {
  const tasks = TASKS.map((name) => ({
    ...{ name, title: name, type: "command", script: "journal.sh", idempotent: true, timeoutSeconds: 60 },
    parameters: {
      ...{ NAME: name, VM: { from: "vm.id" }, LOG: journal },
      SECONDS: name === LOCKED ? LOCKED_SECONDS : SCRIPT_SECONDS,
    },
    lock: name === LOCKED ? { name: "disks", per: { from: "host.name" } } : null,
  }));
  const action = actionFile.parse({ action: "create", description: "create", weight: "light", tasks });
  return { version: 1, pack: "trial", weight: action.weight, plan: planOf(action) };
}

async function ask({ submit }: ReturnType<typeof wireEngine>["requests"], n: number): Promise<void> {
  const size = { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 };
  const place = { role: "role-1", service: "svc-1", infrastructure: "inf-1", path: "shop/web/front" };
  const machines = [{ id: `vm-${n}`, name: `web-${n}` }];
  const details = {
    kind: "vm.create",
    ...place,
    template: "small",
    size,
    dayPrice: "3.1",
    until: null,
    machines,
  } as const;
  await submit({ details: { ...details, machines }, businessUnit: "bu-1", wait: false }, OLGA);
}

/** One worker after the other, at a random moment after its start; each second round while scripts are at work. */
async function kill(workers: KeptWorker[], times: number, journal: string): Promise<void> {
  const each = workers.map(async (worker, at) => {
    for (let n = at; n < times; n += workers.length) {
      await worker.isReady();
      if (Math.floor(n / workers.length) % 2 === 1) await growth(journal);
      else await sleep(Math.random() * LATEST_KILL_MS);
      await worker.kill();
    }
  });
  await Promise.all(each);
}

/** Until a script notes something, as long as there are any: so long a worker waits for the jobs of a dead one at most. */
async function growth(journal: string): Promise<void> {
  const size = async () => (await stat(journal).catch(() => ({ size: 0 }))).size;
  const before = await size();
  for (const end = Date.now() + LONGEST_REST_MS; (await size()) === before && Date.now() < end; ) await sleep(5);
}

const LONGEST_REST_MS = 3000;

async function allEnded(db: Db, withinMs: number): Promise<void> {
  await until(async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from request where not is_over`.execute(db);
    return rows[0]?.n === 0;
  }, withinMs);
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); await sleep(100))
    if (Date.now() > end) throw new Error(`waiting for the end of it all, in vain for ${withinMs} ms`);
}

async function waitingIn(queues: Awaited<ReturnType<typeof startQueues>>): Promise<number> {
  const counts = await Promise.all((["effects", "light", "heavy"] as const).map((queue) => queues.counts(queue)));
  return counts.reduce((sum, { waiting, active, delayed, failed }) => sum + waiting + active + delayed + failed, 0);
}

async function lookAt(db: Db, journal: string, directory: string, jobs: number): Promise<Aftermath> {
  const notes = (await readFile(journal, "utf8")).trim().split("\n").map(noteIn);
  const { rows } = await sql<Activity>`
    select w.job as vm, v.host_id as host, a.task, a.tries
    from activity a join workflow w on w.id = a.workflow_id join vm v on v.id = w.job`.execute(db);
  const begun = Map.groupBy(
    notes.filter(({ what }) => what === "begins"),
    ({ vm, task }) => `${vm} ${task}`,
  );
  const again = [...begun.values()].reduce((sum, all) => sum + all.length - 1, 0);
  return {
    requests: await statesIn(db, "request"),
    workflows: await statesIn(db, "workflow"),
    activities: await statesIn(db, "activity"),
    triedAgain: rows.reduce((sum, { tries }) => sum + tries - 1, 0),
    ranAgain: again,
    disagreements: [...disagreements(rows, notes), ...overlaps(rows, notes)],
    left: await leftovers(db, notes, directory, jobs),
  };
}

interface Activity {
  vm: string;
  host: string;
  task: string;
  tries: number;
}

interface Note {
  vm: string;
  task: string;
  what: "begins" | "ends";
  pid: number;
}

function noteIn(line: string): Note {
  const [vm = "", task = "", what, pid] = line.split(" ");
  return { vm, task, what: what === "ends" ? "ends" : "begins", pid: Number(pid) };
}

/** An activity's script begins at most once a try, ends at least once, and never before that of the task before. */
function disagreements(activities: Activity[], notes: Note[]): string[] {
  const byMachine = Map.groupBy(notes, ({ vm }) => vm);
  return activities.flatMap(({ vm, task, tries }) => {
    const own = byMachine.get(vm) ?? [];
    const begins = own.filter((note) => note.task === task && note.what === "begins").length;
    const ends = own.filter((note) => note.task === task && note.what === "ends").length;
    const first = own.findIndex((note) => note.task === task);
    const late = own.findLastIndex((note) => note.task < task && note.what === "begins");
    return [
      ...(begins < 1 || begins > tries ? [`${vm} ${task} began ${begins} times in ${tries} tries`] : []),
      ...(ends < 1 || ends > begins ? [`${vm} ${task} ended ${ends} times, and began ${begins} times`] : []),
      ...(late > first ? [`${vm} ${task} began before the task before it was over`] : []),
    ];
  });
}

/** Under one lock a script that others followed, because its worker was killed, never says that it ends. */
function overlaps(activities: Activity[], notes: Note[]): string[] {
  const hosts = new Map(activities.map(({ vm, host }) => [vm, host]));
  const byLock = Map.groupBy(
    notes.filter(({ task }) => task === LOCKED),
    ({ vm }) => hosts.get(vm),
  );
  return [...byLock.values()].flatMap((all) => {
    const last = (at: number) => all.slice(0, at).findLast(({ what }) => what === "begins");
    return all.flatMap(({ vm, what, pid }, at) =>
      what === "begins" || last(at)?.pid === pid ? [] : [`${vm} ${LOCKED} ended under a lock that others had by then`],
    );
  });
}

async function statesIn(db: Db, table: "request" | "workflow" | "activity"): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select state || ' ' || count(*) as text from ${sql.table(table)} group by state order by state`.execute(db);
  return rows.map(({ text }) => text);
}

/** A finished machine keeps its four claims and its share of the quota, and nothing else is to be there. */
async function leftovers(db: Db, notes: Note[], directory: string, jobs: number): Promise<string[]> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from claim) - 4 * (select count(*)::int from vm) as claims,
      (select count(*)::int from allocation) - (select count(*)::int from vm) as shares,
      (select count(*)::int from allocation where held_by is not null) as holds,
      (select count(*)::int from vm where request_id is not null or state <> 'running') as "machines at work",
      (select count(*)::int from outbox where name = 'run-workflow') as "orders",
      (select count(*)::int from task_lock) as "task locks",
      (select count(*)::int from pg_locks where locktype = 'advisory' and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())) as locks`.execute(db);
  const counts = {
    ...rows[0],
    jobs,
    processes: new Set(notes.map(({ pid }) => pid).filter(isAlive)).size,
    files: (await readdir(join(directory, "work"))).length,
  };
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
}
