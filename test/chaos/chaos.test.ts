/** A tenth of `npm run chaos`: workers die at random moments, and every workflow ends, once, with nothing left over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDatabase } from "../support/database.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { chaos } from "./chaos.ts";
import { wrongIn } from "./wrong.ts";

const WORKFLOWS = 100;
const KILLS = 20;

describe.concurrent.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("killed again and again, with the queues on $backend", ({ backend, here }) => {
  it.runIf(here)(
    "every workflow ends, once, and nothing is left over",
    { timeout: 240_000 },
    async ({ onTestFinished }) => {
      const directory = await mkdtemp(join(tmpdir(), "chaos-"));
      const database = await createDatabase();
      const redis = backend === "Redis" ? await startRedis() : undefined;
      onTestFinished(async () => {
        await redis?.stop();
        await database.drop();
        await rm(directory, { recursive: true, force: true });
      });
      const place = { database: database.url, redis: redis?.url, directory };
      const aftermath = await chaos({ ...place, workflows: WORKFLOWS, kills: KILLS });
      expect(wrongIn(aftermath, WORKFLOWS)).toEqual([]);
      expect(aftermath.triedAgain).toBeGreaterThan(0);
    },
  );
});
