/** The whole program with the demo datacenter, spoken to through real clients; it can be ended and started again. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pino } from "pino";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import { standingClock } from "../../src/clock.ts";
import { compose } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { createDatabase } from "../support/database.ts";
import type { Driver } from "./driver.ts";

const DEMO = path.join(import.meta.dirname, "../../docs/demo-datacenter.yaml");

export interface Stage {
  /** Ends the program and starts it again on the same database. */
  restart(): Promise<void>;
  /** Moves the clock, past everything that is due on the way. */
  passes(ms: number): Promise<void>;
  /** Ends the program and its clients. */
  close(): Promise<void>;
}

/** The demo's people are known in the console, and by the drivers of `knownIn`. */
export async function openStage(drivers: Driver[], knownIn = drivers): Promise<Stage> {
  const database = await createDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-stage-"));
  const begin = composer(database.url, folder, drivers);
  let system = await begin();
  const yaml = knownIn.reduce((text, driver) => driver.knownToo(text), await readFile(DEMO, "utf8"));
  await system.app.datacenter.apply(readDatacenterFile("demo.yaml", yaml), null);
  await system.refreshLimits();
  for (const driver of drivers) await driver.open(system);
  const end = async () => {
    for (const driver of drivers) await driver.leave();
    await system.close();
  };
  return {
    async restart() {
      await end();
      system = await begin();
      for (const driver of drivers) await driver.open(system);
    },
    passes: (ms) => system.advance(ms),
    async close() {
      await end();
      for (const driver of drivers) await driver.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function composer(database: string, folder: string, drivers: Driver[]) {
  const config = readConfig({ DATA_DIR: folder, SWEEP_MS: "1000", QUEUE_LOCK_MS: "1500" });
  const clock = standingClock(new Date("2027-01-03T23:00:00Z"));
  return () =>
    compose({
      ...{ config, database, clock, name: new URL(database).pathname.slice(1) },
      ...{ log: pino({ level: "silent" }), simulator: path.join(folder, "simulator") },
      chats: async (book) => (await Promise.all(drivers.map((driver) => driver.connect(book)))).flat(),
    });
}
