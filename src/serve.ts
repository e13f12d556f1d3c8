/** Serving: one process that answers people, works, or both, until it is told to stop. */
import path from "node:path";
import type { Logger } from "pino";
import { startHttp } from "./adapters/http/start.ts";
import { runningClock } from "./clock.ts";
import { compose } from "./compose/index.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database.ts";

export async function serve(config: Config, log: Logger): Promise<number> {
  const database = await openDatabase(config, false);
  const simulator = path.join(config.DATA_DIR, "simulator");
  const system = await compose({
    ...{ config, log, database: database.url, name: database.name, clock: runningClock(), chats: [], simulator },
  });
  if (await system.app.datacenters.exist()) await system.refreshLimits();
  else log.warn("there is no datacenter yet: node src/main.ts apply FILE");
  const http = await startHttp({ port: config.HTTP_PORT, host: config.HTTP_HOST, check: system.check });
  log.info({ port: http.port, roles: config.ROLES }, "quartermaster serves");
  await toldToStop();
  log.info("quartermaster stops; running jobs may finish");
  await http.close();
  await system.close();
  await database.close();
  return 0;
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
