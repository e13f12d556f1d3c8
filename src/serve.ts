/** Serving: one process that answers people, works, or both, until it is told to stop. */
import path from "node:path";
import type { Logger } from "pino";
import { chatsOf } from "./chats.ts";
import { runningClock } from "./clock.ts";
import { compose } from "./compose/index.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database.ts";
import { openDoors, toldToStop } from "./doors.ts";

/** Resolves to the exit status of the process. */
export async function serve(config: Config, log: Logger): Promise<number> {
  if (!config.DATABASE_URL) log.info(`DATABASE_URL is not set: using the embedded Postgres in ${config.DATA_DIR}`);
  const database = await openDatabase(config, false);
  const chats = chatsOf(config, log);
  const system = await compose({
    ...{ config, log, database: database.url, name: database.name, clock: runningClock() },
    ...{ chats: chats.connect, checkChats: chats.check, simulator: path.join(config.DATA_DIR, "simulator") },
  });
  if (await system.app.datacenters.exist()) await system.refreshLimits();
  else log.warn("there is no datacenter yet: dc apply FILE in chat, or npm run apply -- FILE");
  const doors = await openDoors(config, log, chats, system);
  log.info({ port: doors.port, roles: config.ROLES }, "quartermaster serves");
  await toldToStop();
  log.info("quartermaster stops; running jobs may finish");
  await doors.close();
  await system.close();
  await database.close();
  return 0;
}
