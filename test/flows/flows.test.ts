/** The product in sentences: every transcript of this folder, on both queue backends, through the program itself. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { play } from "../support/play.ts";
import { hasRedis, startRedis } from "../support/redis.ts";

const TRANSCRIPTS = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".txt"));

/** CI plays each on one backend, by turns: the crowd, the kills, the throttle and the chaos play on both there, too. */
const byTurns = process.env.TRANSCRIPTS === "by-turns";

const played = (turn: number) => TRANSCRIPTS.filter((_, at) => !byTurns || at % 2 === turn);

describe.each([
  { backend: "Postgres", here: true, transcripts: played(0) },
  { backend: "Redis", here: hasRedis, transcripts: played(1) },
])("with the queues on $backend", ({ backend, here, transcripts }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;

  beforeAll(async () => {
    redis = backend === "Redis" ? await startRedis() : undefined;
  });

  afterAll(() => redis?.stop());

  it.runIf(here).concurrent.each(transcripts)("%s", { timeout: 120_000 }, async (transcript) => {
    const { status, said } = await play(path.join(import.meta.dirname, transcript), redis?.url);
    expect(status, said.slice(-4000)).toBe(0);
  });
});
