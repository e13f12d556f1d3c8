/** Puts the house together: every port gets its adapter, and nothing else happens here. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { COMMANDS } from "../../commands/index.ts";
import type { Figures } from "../adapters/http/metrics.ts";
import { makeFirstAdmins } from "../adapters/postgres/first-admins.ts";
import { startScriptPlaces } from "../adapters/postgres/script-places.ts";
import { startTaskLocks } from "../adapters/postgres/task-locks.ts";
import { startWorkflowPlaces } from "../adapters/postgres/workflow-places.ts";
import { startQueues } from "../adapters/queue/start.ts";
import { startPackFolders } from "../adapters/scripts/pack-folders.ts";
import { startScripts } from "../adapters/scripts/start.ts";
import { scriptTypes, standingOf } from "../adapters/scripts/types.ts";
import type { App } from "../app/app.ts";
import type { AddressBook, ChatPort, Received } from "../app/chat.ts";
import { startDeadlines } from "../app/deadlines.ts";
import { startDelivery } from "../app/delivery.ts";
import { startSecrets } from "../app/secrets.ts";
import { startBot } from "../bot/bot.ts";
import type { Bot } from "../bot/conversation.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { QUEUES } from "../domain/queue.ts";
import { actions } from "../engine/actions.ts";
import { actionsInUse } from "../engine/authoring/views.ts";
import { secretUses } from "../engine/secure.ts";
import { startSurveying } from "../engine/survey.ts";
import { startEngine } from "../engine/workflow.ts";
import { type Rest, startRest } from "../settle.ts";
import { composeApp } from "./app.ts";
import { figuresOf } from "./figures.ts";
import { leftovers } from "./leftovers.ts";
import { bringProduct } from "./product-actions.ts";
import { scriptPool } from "./script-pool.ts";
import { readKeyring } from "./secret-keys.ts";
import { startShowingAgain } from "./show-again.ts";
import { soon } from "./soon.ts";
import { composeStorage } from "./storage.ts";
import { stuckIn } from "./stuck.ts";
import { open } from "./tables.ts";
import { timetables } from "./timetables.ts";
import { giveUp, startWork } from "./work.ts";

const SHIPPED_POLICY = path.join(import.meta.dirname, "../domain/policy/default.yaml");

const PACKS = path.join(import.meta.dirname, "../packs");

export interface Composition {
  config: Config;
  log: Logger;
  /** The database's url. */
  database: string;
  /** Tells these queues apart from others on the same Redis. */
  name: string;
  clock: Clock;
  /** Connects the chats that cards are delivered to. */
  chats(book: AddressBook): Promise<ChatPort[]>;
  /** What is wrong with these chats, a sentence each; `channels` are those that cards are posted to. */
  checkChats?(channels: string[]): Promise<string[]>;
  /** Absolute: where the simulated hosts live. */
  simulator: string;
  /** Folders of packs that come before the product's own. */
  packs?: string[] | undefined;
}

/** The running program. */
export interface System extends Rest {
  bot: Bot;
  app: App;
  received: Received;
  book: AddressBook;
  /** Takes over limits that were changed. */
  refreshLimits(): Promise<void>;
  /** Draws the cards of all requests that are not over again on a platform that forgot them, the newest last. */
  showAgain(platform: string): Promise<void>;
  /** Throws when it cannot do its work. */
  check(): Promise<void>;
  /** For whoever watches. */
  figures: Figures;
  close(): Promise<void>;
}

export async function compose(parts: Composition): Promise<System> {
  const { config, log, clock, database } = parts;
  const connections = await open(database, log);
  const policy = await readFile(SHIPPED_POLICY, "utf8");
  const storage = composeStorage({ connections, policy, surveyMs: config.SURVEY_MS, now: clock.now, id: newId });
  const types = scriptTypes();
  const standings = types.map(standingOf);
  const surroundings = { simulator: { directory: parts.simulator } };
  const folders = [...(parts.packs ?? []), path.join(PACKS, config.PACK)];
  await bringProduct(storage, { folders, types: standings, log });
  const usual = Object.fromEntries(types.map((type) => [type.name, type.usual]));
  const places = startScriptPlaces({ pool: connections.pool, usual });
  const workflowPlaces = startWorkflowPlaces(connections.pool);
  const secrets = startSecrets({
    store: storage.secretStore,
    keys: readKeyring(config),
    uses: async () => secretUses(await actionsInUse(storage.actions)),
  });
  const app = composeApp({
    ...{ storage, surroundings, types: standings, secrets, scriptPool: scriptPool(types, places) },
    ...{ checkChats: parts.checkChats, now: clock.now, id: newId },
    checkWork: () => stuckIn({ connections, queues, places: workflowPlaces, now: clock.now }),
  });
  const deadlines = startDeadlines({ timetables: timetables(storage, app), now: clock.now });
  const chats = await parts.chats(storage.book);
  log.info({ head: await storage.auditLog.head() }, "the audit log is sealed up to here");
  await makeFirstAdmins(connections.db, config.ADMINS ?? [], { now: clock.now, id: newId });
  const deliver = startDelivery({ ...storage, ...app, chats });
  const scripts = startScripts({ workRoot: path.join(config.DATA_DIR, "work"), types });
  const locks = startTaskLocks({ pool: connections.pool, now: clock.now, reap: scripts.reap });
  const packs = startPackFolders({ root: path.resolve(config.DATA_DIR, "scripts"), read: storage.scripts });
  const rooms = { scripts, places, locks, packs, surroundings, secrets };
  const { workflows, claims } = storage;
  const engine = startEngine({ ...rooms, workflows, claims, requests: app.requests });
  const survey = startSurveying({ ...rooms, surveys: storage.surveyStore, actions });
  const queues = await startQueues({
    ...{ database, redis: config.REDIS_URL, prefix: parts.name, lockMs: config.QUEUE_LOCK_MS, log },
    onLastFailure: giveUp(engine, log),
  });
  const work = config.ROLES.includes("worker")
    ? startWork({
        ...{ config, log, connections, storage, app, deadlines, queues, engine, survey, deliver },
        places: workflowPlaces,
      })
    : null;
  return {
    ...startRest({ clock, deadlines, ...leftovers(connections, queues) }),
    ...{ app, bot: startBot({ app, commands: COMMANDS, broken: (error) => noteBug(log, error) }) },
    ...{ received: storage.received, book: storage.book },
    refreshLimits: async () => work?.refreshLimits(),
    showAgain: startShowingAgain(storage, deliver),
    async check() {
      const answers = [connections.pool.query("select 1"), ...QUEUES.map((queue) => queues.counts(queue))];
      await soon("asking the database and the queues", Promise.all(answers));
    },
    figures: figuresOf(connections, queues),
    async close() {
      await work?.stop();
      await queues.close();
      await Promise.all([scripts.close(), places.close(), workflowPlaces.close(), locks.close()]);
      await connections.close();
    },
  };
}

/** `vm_5f3c…`: 80 random bits. */
function newId(prefix: string): string {
  return `${prefix}_${randomBytes(10).toString("hex")}`;
}

/** Logs a bug under a short reference, which is what the person is told. */
function noteBug(log: Logger, error: unknown): string {
  const ref = randomBytes(2).toString("hex");
  log.error({ err: error, ref }, "a request broke");
  return ref;
}
