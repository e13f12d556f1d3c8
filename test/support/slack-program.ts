/** The whole program with the demo datacenter, in the console and in a Slack that is as sick as a test wants. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pino } from "pino";
import { type ConsoleChat, consoleChat } from "../../src/adapters/console/chat.ts";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import { chatsOf } from "../../src/chats.ts";
import { standingClock } from "../../src/clock.ts";
import { compose, type System } from "../../src/compose/index.ts";
import { readConfig } from "../../src/config.ts";
import { openDoors } from "../../src/doors.ts";
import { createDatabase } from "./database.ts";
import { openSlackFront, type SlackFront } from "./slack-front.ts";
import { openSlackStub, type SlackStub, TEAM } from "./slack-stub.ts";

const DEMO = path.join(import.meta.dirname, "../../docs/demo-datacenter.yaml");

export interface SlackProgram {
  slack: SlackFront;
  /** The Slack behind it. */
  stub: SlackStub;
  system: System;
  room: ConsoleChat;
  /** Where Slack posts to; signed with `SECRET`. */
  door: string;
  close(): Promise<void>;
}

export const SECRET = "a signing secret";

/** ana is known in both as `U0ANA`. */
export async function openSlackProgram(): Promise<SlackProgram> {
  const stub = await openSlackStub();
  const slack = await openSlackFront(stub.url);
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-sick-chat-"));
  const database = await createDatabase();
  const log = pino({ level: "silent" });
  const config = readConfig({
    ...{ DATA_DIR: folder, PORT: "0", SWEEP_MS: "1000" },
    ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.url },
  });
  const chats = chatsOf(config, log);
  const room = consoleChat();
  const system = await compose({
    ...{ config, log, database: database.url, name: new URL(database.url).pathname.slice(1) },
    ...{ clock: standingClock(new Date("2027-01-03T23:00:00Z")), simulator: path.join(folder, "simulator") },
    ...{ chats: async (book) => [room, ...(await chats.connect(book))], checkChats: chats.check },
  });
  const doors = await openDoors(config, log, chats, system);
  await system.app.datacenter.apply(readDatacenterFile("demo.yaml", await anaInSlack()), null);
  await system.refreshLimits();
  return {
    ...{ slack, stub, system, room, door: `http://127.0.0.1:${doors.port}/slack/events` },
    async close() {
      for (const close of [doors.close, system.close, database.drop, slack.close, stub.close]) await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function anaInSlack(): Promise<string> {
  const yaml = await readFile(DEMO, "utf8");
  return yaml.replace("[console/demo/ana]", `[console/demo/ana, slack/${TEAM}/U0ANA]`);
}
