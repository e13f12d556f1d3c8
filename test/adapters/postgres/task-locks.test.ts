/** Locks of tasks in Postgres: one holder at a time, whatever process asks, and one who does not let go is passed over. */
import { sql } from "kysely";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { connect } from "../../../src/adapters/postgres/pool.ts";
import { startTaskLocks } from "../../../src/adapters/postgres/task-locks.ts";
import type { Lock } from "../../../src/engine/locks.ts";
import { type Cloud, openCloud } from "../../support/cloud.ts";
import { SOON } from "../../support/queues.ts";
import { startTrial } from "../../support/trial.ts";

const never = new AbortController().signal;
const IMAGES = { name: "images", per: "h1" };

let cloud: Cloud;
let workflow: string;

beforeAll(async () => {
  cloud = await openCloud();
  return () => cloud.remove();
});

/** As many processes as are asked for, which note whose scripts they ended. */
async function bench() {
  const trial = startTrial(cloud);
  trial.publish("create", { tasks: [trial.write({ name: "a" })] });
  ({ workflow } = await trial.create());
  const ended: string[] = [];
  const process = () => {
    const { pool, close } = connect(cloud.url, () => undefined, 2);
    const reap = async (script: string) => void ended.push(script);
    const locks = startTaskLocks({ pool, reap, now: () => new Date(), brokenAfterMs: 1500 });
    onTestFinished(() => locks.close().then(close));
    const take = async (position: number): Promise<Lock> => {
      const lock = await locks.take(IMAGES, { workflow, position }, never, () => undefined);
      if (!lock) throw new Error("there is no lock");
      return lock;
    };
    return { ...locks, take };
  };
  return { process, ended };
}

const lineLength = async () => (await sql`select from task_lock`.execute(cloud.db)).rows.length;

it("never has two holders, over several processes that take it and give it back at random", async () => {
  const { process, ended } = await bench();
  const processes = [process(), process(), process()];
  let [holders, most] = [0, 0];
  const one = async (n: number) => {
    const lock = await (processes[n % 3] ?? process()).take(n);
    holders += 1;
    most = Math.max(most, holders);
    await new Promise((done) => setTimeout(done, (n * 7) % 13));
    holders -= 1;
    expect(await lock.free()).toBe(true);
  };
  await Promise.all(Array.from({ length: 12 }, (_, n) => one(n)));
  expect([most, ended]).toEqual([1, []]);
});

it("that was broken is given to the next also when its holder does not let go, who learns of it", async () => {
  const { process, ended } = await bench();
  const lock = await process().take(0);
  const next = process().take(1);
  await sql`update task_lock set broken = 'dana broke it' where held_at is not null`.execute(cloud.db);
  await expect.poll(() => lock.lost.reason, SOON).toBe("dana broke it");
  const second = await next;
  expect(ended).toEqual([lock.script]);
  expect([await lock.free(), await second.free()]).toEqual([false, true]);
});

it("is waited for in vain by whoever is taken out of the line", async () => {
  const { process } = await bench();
  const here = process();
  const lock = await here.take(0);
  const waiting = expect(here.take(1)).rejects.toThrow("there is no lock");
  await expect.poll(lineLength, SOON).toBe(2);
  await here.abandon(workflow);
  await waiting;
  expect(await lock.free()).toBe(false);
});

it("is waited for on in the same place by whoever's connection breaks", async () => {
  const { process } = await bench();
  const [lock, given] = [await process().take(0), [] as number[]];
  const waiting: Promise<void>[] = [];
  for (const position of [1, 2]) {
    const use = async (one: Lock) => {
      given.push(position);
      expect(await one.free()).toBe(true);
    };
    waiting.push(process().take(position).then(use));
    await expect.poll(lineLength, SOON).toBe(position + 1);
  }
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2
    and database = (select oid from pg_database where datname = current_database())`.execute(cloud.db);
  expect(await lock.free()).toBe(true);
  await Promise.all(waiting);
  expect([given, await lineLength()]).toEqual([[1, 2], 0]);
});
