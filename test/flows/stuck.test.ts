/** Whoever watches hears what does not get on: from `dc check` in sentences, and from /readyz that the queues are away. */
import { sql } from "kysely";
import { expect, it, onTestFinished, vi } from "vitest";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { openHouse } from "../support/house.ts";
import { SOON } from "../support/queues.ts";
import { hasRedis, startRedis } from "../support/redis.ts";

async function openWatched(redis?: string) {
  const house = await openHouse({ redis });
  onTestFinished(house.close);
  return { ...house, check: () => house.says("dana", "dc check") };
}

it("names old orders, workflows that no worker carries, and places that were not told", async () => {
  const { check, database, says, system } = await openWatched();
  const { db, close } = connect(database, () => undefined);
  onTestFinished(close);
  await says("olga", "vm create web --role shop/web/front --template small --count 4");
  await vi.waitFor(async () => expect(await says("olga", "job list --running")).toContain("web-"), SOON);
  expect(await check()).toBe("Nothing is wrong.");
  expect(await system.idle(20_000)).toBe(true);
  await sql`
    insert into outbox (queue, name, payload, created_at)
    values ('elsewhere', 'none', '{}', now() - interval '5 minutes'), ('elsewhere', 'new', '{}', now())`.execute(db);
  await sql`update workflow set state = 'running'`.execute(db);
  await sql`
    insert into notice (id, platform, tenant, conversation, text, status, failure, at)
    values ('n1', 'console', 'demo', '@gus', 'news', 'failed', 'gus blocks the bot', now()),
      ('n2', 'console', 'demo', '@olga', 'news', 'failed', 'olga was away', now() - interval '1 hour')`.execute(db);
  const said = await check();
  expect(said).toMatch(/1 order in the outbox since 30\d s ago: see that a process with the role worker runs/);
  expect(said).toContain("4 running heavy workflows (REQ-1), and workers at 0: see that");
  expect(said).toContain("@gus was not told 1 notice: gus blocks the bot");
  expect(said).not.toContain("olga was away");
});

it.runIf(hasRedis)("says soon that the queues do not answer", { timeout: 40_000 }, async () => {
  const redis = await startRedis();
  onTestFinished(() => redis?.stop());
  const { check, system } = await openWatched(redis?.url);
  await system.check();
  const goOn = redis?.pause();
  try {
    await expect(system.check()).rejects.toThrow("asking the database and the queues takes longer than 2000 ms");
    expect(await check()).toContain("the queues do not answer");
  } finally {
    goOn?.();
  }
  await system.check();
});
