/** The whole program with the demo datacenter, speaking to Teams at an address of this machine. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { type Logger, pino } from "pino";
import { COMMANDS } from "../../commands/index.ts";
import { type TeamsChat, teamsChat } from "../../src/adapters/teams/chat.ts";
import type { TeamsOptions } from "../../src/adapters/teams/options.ts";
import { startTeams } from "../../src/adapters/teams/start.ts";
import type { AddressBook, ChatPort } from "../../src/app/chat.ts";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import { standingClock } from "../../src/clock.ts";
import { compose, type System } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { type WatchedBook, watchedBook } from "./chat-memory.ts";
import { createDatabase } from "./database.ts";
import { listening } from "./teams-listening.ts";

const DEMO = path.join(import.meta.dirname, "../../docs/demo-datacenter.yaml");

export interface TeamsHouse {
  /** Where Teams sends what happens. */
  url: string;
  system: System;
  book: WatchedBook;
  close(): Promise<void>;
}

/** The people of the demo are known by `teams/TENANT/NAME` too. */
export async function openTeamsHouse(tenant: string): Promise<TeamsHouse> {
  const database = await createDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-teams-"));
  const log = pino({ level: "silent" });
  const { chat, connect } = connecting(tenant, log);
  const system = await compose({
    ...{ config: readConfig({ DATA_DIR: folder, SWEEP_MS: "1000" }), database: database.url, log, chats: connect },
    ...{ name: new URL(database.url).pathname.slice(1), simulator: path.join(folder, "simulator") },
    clock: standingClock(new Date("2027-01-03T23:00:00Z")),
  });
  const yaml = (await readFile(DEMO, "utf8")).replaceAll(/console\/demo\/(\w+)/g, `$&, teams/${tenant}/$1`);
  await system.app.datacenter.apply(readDatacenterFile("demo.yaml", yaml), null);
  await system.refreshLimits();
  const { bot, received } = system;
  const connected = await chat;
  const teams = await startTeams({ ...connected, bot, received, home: system.app.home });
  const server = await listening(createServer((request, response) => void teams.listener(request, response)));
  return {
    ...{ url: `${server.url}/api/messages`, system, book: connected.book },
    async close() {
      await server.close();
      await teams.close();
      await system.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface ConnectedTeams extends TeamsOptions {
  book: WatchedBook;
  chat: TeamsChat;
}

/** The chat is there once the program has its book. */
function connecting(tenant: string, log: Logger) {
  const { promise: chat, resolve } = Promise.withResolvers<ConnectedTeams>();
  const connect = async (kept: AddressBook): Promise<ChatPort[]> => {
    const book = watchedBook(kept);
    const options = { tenant, book, log, playground: true, host: "127.0.0.1", commands: COMMANDS };
    const connected = { ...options, chat: teamsChat(options) };
    resolve(connected);
    return [connected.chat];
  };
  return { chat, connect };
}
