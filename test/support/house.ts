/** The whole program in this process, with the demo datacenter, for tests that speak to it as people do. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Logger, pino } from "pino";
import type { Posted } from "../../src/adapters/console/posted.ts";
import { startConsole } from "../../src/adapters/console/start.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { connect, type Db } from "../../src/adapters/postgres/pool.ts";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { cardText } from "../../src/cards/card.ts";
import { standingClock } from "../../src/clock.ts";
import { compose, type System } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { createDatabase } from "./database.ts";

const DEMO = path.join(import.meta.dirname, "../../docs/demo-datacenter.yaml");

const LONGEST_WORK_MS = 60_000;

const START = new Date("2027-01-03T23:00:00Z");

export interface House {
  system: System;
  /** The database's url. */
  database: string;
  /** Where the simulated hosts live. */
  simulator: string;
  /** Where the program keeps its files. */
  folder: string;
  /** Somebody types; the answer as text, with a refusal's code in front. */
  says(name: string, text: string): Promise<string>;
  /** Somebody presses a button of a request's card. */
  presses(name: string, verb: string, id: string, fields?: Record<string, string>): Promise<string>;
  /** Somebody sends a form. */
  fills(name: string, command: string, fields: Record<string, string>): Promise<string>;
  /** Waits until nothing runs and everything is posted. Throws when that takes too long. */
  atRest(): Promise<void>;
  /** Works on its database, beside the program. */
  within<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Everything that was posted and edited so far, in its order. */
  posted: Posted[];
  close(): Promise<void>;
}

export interface HouseOptions {
  redis?: string | undefined;
  /** Changes to the demo datacenter's YAML. */
  edit?: (yaml: string) => string;
  /** Folders of packs that come before the product's own. */
  packs?: string[];
  /** Settings beyond those of every test. */
  settings?: Record<string, string>;
  log?: Logger;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { redis, edit = (yaml) => yaml, packs, settings = {}, log = pino({ level: "silent" }) } = options;
  const database = await createDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-house-"));
  const simulator = path.join(folder, "simulator");
  const config = configIn(folder, redis, settings);
  const console = startConsole();
  const posted: Posted[] = [];
  console.chat.listen((one) => posted.push(one));
  const name = nameIn(database.url);
  const system = await compose({
    ...{ config, database: database.url, name, simulator, clock: standingClock(START) },
    ...{ log, packs, chats: async () => [console.chat] },
  });
  await system.app.datacenter.apply(readDatacenterFile("demo.yaml", edit(await readFile(DEMO, "utf8"))), null);
  await system.refreshLimits();
  return {
    ...{ system, database: database.url, simulator, folder, posted },
    says: async (who, text) =>
      told(await system.bot.hear({ from: consoleIdentity(who), text, file: async () => undefined })),
    presses: async (who, verb, id, fields = {}) =>
      told(await system.bot.press({ from: consoleIdentity(who), verb, id, fields })),
    fills: async (who, command, fields) =>
      told(await system.bot.submit({ from: consoleIdentity(who), command, fields })),
    async atRest() {
      if (!(await system.idle(LONGEST_WORK_MS))) throw new Error("there was work left after a minute");
    },
    async within(work) {
      const { db, close } = connect(database.url, () => undefined);
      return work(db).finally(close);
    },
    async close() {
      await system.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A second worker of the same house, as another process would be; returns how it leaves. */
export async function joinHouse(
  { database, simulator, folder }: House,
  { redis, packs, log = pino({ level: "silent" }) }: HouseOptions = {},
): Promise<() => Promise<void>> {
  const own = path.join(folder, "second");
  const { close, refreshLimits } = await compose({
    ...{ config: { ...configIn(own, redis), ROLES: "worker" }, database, name: nameIn(database), simulator },
    ...{ clock: standingClock(START), log, packs, chats: async () => [startConsole().chat] },
  });
  await refreshLimits();
  return close;
}

function configIn(folder: string, redis: string | undefined, settings: Record<string, string> = {}) {
  return readConfig({
    ...{ DATA_DIR: folder, SWEEP_MS: "1000", QUEUE_LOCK_MS: "1500" },
    ...(redis ? { REDIS_URL: redis } : {}),
    ...settings,
  });
}

function nameIn(database: string): string {
  return new URL(database).pathname.slice(1);
}

/** An answer as one text: `over-quota: shop/web has …`. */
function told(answer: Answer): string {
  switch (answer.kind) {
    case "text":
      return answer.text;
    case "card":
      return cardText(answer.card);
    case "form":
      return `form: ${answer.form.usage}`;
    case "refusal":
      return `${answer.refusal.code}: ${answer.refusal.message}`;
  }
}
