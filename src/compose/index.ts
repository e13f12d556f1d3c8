/** Puts the house together: every port gets its adapter, and nothing else happens here. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { COMMANDS } from "../../commands/index.ts";
import { unresolvable } from "../../machines/lifecycle.ts";
import type { Figures } from "../adapters/http/metrics.ts";
import { makeFirstAdmins } from "../adapters/postgres/first-admins.ts";
import { migrate } from "../adapters/postgres/migrate.ts";
import { isEmpty } from "../adapters/postgres/outbox.ts";
import { type Connections, connect } from "../adapters/postgres/pool.ts";
import { hasOpenWorkflows, storedStates } from "../adapters/postgres/quiet.ts";
import { type CountedPlaces, startScriptPlaces } from "../adapters/postgres/script-places.ts";
import { migrateQueues } from "../adapters/queue/migrate.ts";
import { type Queues, startQueues } from "../adapters/queue/start.ts";
import { startPackFolders } from "../adapters/scripts/pack-folders.ts";
import type { ScriptType } from "../adapters/scripts/script-type.ts";
import { startScripts } from "../adapters/scripts/start.ts";
import { scriptTypes, standingOf } from "../adapters/scripts/types.ts";
import type { App } from "../app/app.ts";
import type { AddressBook, ChatPort, Received } from "../app/chat.ts";
import { requestDeadlines, startDeadlines } from "../app/deadlines.ts";
import { delegationTimes } from "../app/delegations.ts";
import { startDelivery } from "../app/delivery.ts";
import { calendarEnds } from "../app/endings.ts";
import type { ScriptPool } from "../app/engine.ts";
import { noticeTimes } from "../app/notices.ts";
import { startSecrets } from "../app/secrets.ts";
import { startBot } from "../bot/bot.ts";
import type { Bot } from "../bot/conversation.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { QueueName } from "../domain/queue.ts";
import { scriptsIn } from "../engine/authoring/bundle.ts";
import { bringPacks } from "../engine/authoring/packs.ts";
import { hashed, setHash } from "../engine/authoring/scripts.ts";
import { actionsInUse } from "../engine/authoring/views.ts";
import { readPack } from "../engine/pack.ts";
import type { ScriptTypeStanding } from "../engine/script.ts";
import { secretUses } from "../engine/secure.ts";
import { startEngine } from "../engine/workflow.ts";
import { type Rest, startRest } from "../settle.ts";
import { composeApp } from "./app.ts";
import { readKeyring } from "./secret-keys.ts";
import { startShowingAgain } from "./show-again.ts";
import { composeStorage, type Storage } from "./storage.ts";
import { giveUp, startWork } from "./work.ts";

const SHIPPED_POLICY = path.join(import.meta.dirname, "../domain/policy/default.yaml");

const SIMULATOR_PACK = path.join(import.meta.dirname, "../packs/simulator");

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
  const storage = composeStorage({ connections, policy, now: clock.now, id: newId });
  const types = scriptTypes();
  const standings = types.map(standingOf);
  const surroundings = { simulator: { directory: parts.simulator } };
  const folders = [...(parts.packs ?? []), SIMULATOR_PACK];
  await bringProduct(storage, { folders, types: standings, log });
  const usual = Object.fromEntries(types.map((type) => [type.name, type.usual]));
  const places = startScriptPlaces({ pool: connections.pool, usual });
  const secrets = startSecrets({
    store: storage.secretStore,
    keys: readKeyring(config),
    uses: async () => secretUses(await actionsInUse(storage.actions)),
  });
  const app = composeApp({
    ...{ storage, surroundings, types: standings, secrets, scriptPool: scriptPool(types, places) },
    ...{ checkChats: parts.checkChats, now: clock.now, id: newId },
  });
  const deadlines = startDeadlines({
    timetables: [
      requestDeadlines({ requests: app.requests, due: storage.due }),
      calendarEnds({ ...storage, requests: app.requests }),
      delegationTimes(storage.delegationEnds),
      noticeTimes(storage.dueNotices),
    ],
    now: clock.now,
  });
  const chats = await parts.chats(storage.book);
  log.info({ head: await storage.auditLog.head() }, "the audit log is sealed up to here");
  await makeFirstAdmins(connections.db, config.ADMINS ?? [], { now: clock.now, id: newId });
  const deliver = startDelivery({ ...storage, ...app, chats });
  const scripts = startScripts({ workRoot: path.join(config.DATA_DIR, "work"), types });
  const engine = startEngine({
    ...{ workflows: storage.workflows, claims: storage.claims, requests: app.requests, surroundings },
    ...{ scripts, places },
    packs: startPackFolders({ root: path.resolve(config.DATA_DIR, "scripts"), read: storage.scripts }),
    secrets,
  });
  const queues = await startQueues({
    ...{ database, redis: config.REDIS_URL, prefix: parts.name, lockMs: config.QUEUE_LOCK_MS, log },
    onLastFailure: giveUp(engine, log),
  });
  const work = config.ROLES.includes("worker")
    ? startWork({ config, log, connections, storage, app, deadlines, queues, engine, deliver })
    : null;
  return {
    ...startRest({ clock, deadlines, ...leftovers(connections, queues) }),
    ...{ app, bot: startBot({ app, commands: COMMANDS, broken: (error) => noteBug(log, error) }) },
    ...{ received: storage.received, book: storage.book },
    refreshLimits: async () => work?.refreshLimits(),
    showAgain: startShowingAgain(storage, deliver),
    check: async () => void (await connections.pool.query("select 1")),
    figures: figuresOf(connections, queues),
    async close() {
      await work?.stop();
      await queues.close();
      await Promise.all([scripts.close(), places.close()]);
      await connections.close();
    },
  };
}

/** The actions that come with the product; what cannot run here is only there to be looked at. */
async function bringProduct(
  { actions, adoptWorkflows }: Storage,
  { folders, types, log }: { folders: string[]; types: ScriptTypeStanding[]; log: Logger },
): Promise<void> {
  const packs = await Promise.all(folders.map(readPack));
  const unpublished = await bringPacks(actions, packs, types);
  for (const pack of packs) await adoptWorkflows(pack.name, setHash(hashed(scriptsIn(pack)).scripts));
  for (const one of unpublished) log.warn(one, "an action of the product cannot run here");
}

/** Brings the tables of the product and of its queues to this version. */
export async function migrateAll(database: string, log: Logger): Promise<string[]> {
  const connections = connect(database, (err) => log.warn({ err }, "an idle connection died"));
  try {
    const done = await migrate(connections.db);
    await migrateQueues(database);
    return done;
  } finally {
    await connections.close();
  }
}

async function open(database: string, log: Logger): Promise<Connections> {
  await migrateAll(database, log);
  const connections = connect(database, (err) => log.warn({ err }, "an idle connection died"));
  const strange = unresolvable(await storedStates(connections.db));
  if (strange.length === 0) return connections;
  await connections.close();
  const list = strange.map(({ machine, state }) => `${machine} ${state}`).join(", ");
  throw new Error(`requests stand in states that this version does not know: ${list}`);
}

/** The types that this program knows, with what all processes do of them. */
function scriptPool(types: ScriptType[], places: CountedPlaces): ScriptPool {
  const whyNot = new Map<string, string | null>(types.map(({ name, why }) => [name, why]));
  return {
    standing: async () => (await places.standing()).map((one) => ({ ...one, why: whyNot.get(one.type) ?? null })),
  };
}

/** What is still to be carried out. A dead worker's job counts as active until another one takes it over. */
function leftovers({ db, pool }: Connections, queues: Queues) {
  const isBusy = async (queue: QueueName) => {
    const { waiting, active, delayed } = await queues.counts(queue);
    return waiting + active + delayed > 0;
  };
  return {
    workLeft: async () => (await hasOpenWorkflows(db)) || (await isBusy("light")) || (await isBusy("heavy")),
    effectsLeft: async () => {
      return !(await isEmpty(pool)) || isBusy("effects");
    },
  };
}

function figuresOf({ pool }: Connections, queues: Queues): Figures {
  const count = (help: string, query: string) => ({
    help,
    value: async () => Number((await pool.query<{ n: string }>(query)).rows[0]?.n ?? 0),
  });
  const waiting = (queue: QueueName) => ({
    help: `Jobs that wait in the queue ${queue}`,
    value: async () => (await queues.counts(queue)).waiting,
  });
  return {
    requests_pending: count(
      "Requests that wait for a decision",
      "select count(*) as n from request where state like 'awaiting%'",
    ),
    workflows_open: count(
      "Workflows that run or wait",
      "select count(*) as n from workflow where state in ('queued', 'running')",
    ),
    outbox: count("Orders that wait in the outbox", "select count(*) as n from outbox"),
    ...{ waiting_effects: waiting("effects"), waiting_light: waiting("light"), waiting_heavy: waiting("heavy") },
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
