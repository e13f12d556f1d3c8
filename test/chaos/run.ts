/** `npm run chaos [WORKFLOWS] [KILLS]`: kills workers on both queue backends and says what is left, with status 1 if anything is. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../src/adapters/postgres/embedded/start.ts";
import { createThrowaway } from "../../src/adapters/postgres/throwaway.ts";
import { startRedis } from "../support/redis.ts";
import { chaos } from "./chaos.ts";
import { wrongIn } from "./wrong.ts";

const [workflows = 1000, kills = 200] = process.argv.slice(2).map(Number);
const directory = await mkdtemp(join(tmpdir(), "quartermaster-chaos-"));
const server = await startEmbedded(join(directory, "postgres"), { durable: false });
const redis = await startRedis();
try {
  for (const backend of redis ? ["Postgres", "Redis"] : ["Postgres"]) {
    const { url } = await createThrowaway(server.url, "chaos");
    const began = Date.now();
    const place = { directory: join(directory, backend), redis: backend === "Redis" ? redis?.url : undefined };
    const aftermath = await chaos({ database: url, ...place, workflows, kills });
    const wrong = wrongIn(aftermath, workflows);
    const seconds = Math.round((Date.now() - began) / 1000);
    const { triedAgain, ranAgain } = aftermath;
    process.stdout.write(
      `${backend}: ${workflows} workflows, ${kills} kills, ${seconds} s; ${triedAgain} activities tried again, ${ranAgain} scripts run again\n`,
    );
    process.stdout.write(wrong.length ? `${wrong.map((one) => `  ✗ ${one}`).join("\n")}\n` : "  nothing is wrong\n");
    if (wrong.length) process.exitCode = 1;
  }
} finally {
  await redis?.stop();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
