/** A chat in the browser beside the demo's terminal: local Slack, or the Agents Playground, on this machine alone. */
import type { Logger } from "pino";
import { startHttp } from "../adapters/http/start.ts";
import type { AddressBook, ChatPort } from "../app/chat.ts";
import { chatsOf } from "../chats.ts";
import type { System } from "../compose/index.ts";
import type { Config } from "../config.ts";
import { LOCAL_TEAM, localUser, startLocalSlack } from "./local-slack.ts";
import { knownToo } from "./people.ts";
import { PLAYGROUND_TENANT, startPlayground } from "./playground.ts";

export type ChatBeside = "slack" | "teams";

export interface Beside {
  /** What the settings become by it. */
  settings: Partial<Config>;
  connect(book: AddressBook): Promise<ChatPort[]>;
  /** What is wrong with it, a sentence each. */
  check(channels: string[]): Promise<string[]>;
  open(system: System): Promise<void>;
  /** Makes the demo's people known there; null where nothing is beside. */
  knownToo: ((yaml: string) => string) | null;
  /** The page to open; null until there is one. */
  url: string | null;
  close(): Promise<void>;
}

const NOTHING: Beside = {
  settings: {},
  connect: async () => [],
  check: async () => [],
  open: async () => {},
  knownToo: null,
  url: null,
  close: async () => {},
};

export async function openBeside(which: ChatBeside | null, config: Config, log: Logger): Promise<Beside> {
  switch (which) {
    case null:
      return NOTHING;
    case "slack":
      return besideSlack(config, log);
    case "teams":
      return besideTeams(config, log);
  }
}

async function besideSlack(config: Config, log: Logger): Promise<Beside> {
  const slack = await startLocalSlack();
  const chats = chatsOf({ ...config, ...slack.settings }, log);
  const closing = [slack.stop];
  return {
    ...{ settings: slack.settings, connect: chats.connect, check: chats.check, url: slack.url },
    knownToo: (yaml) => knownToo(yaml, "slack", LOCAL_TEAM, localUser),
    open: async (system) => void closing.unshift((await chats.open(system)).close),
    close: () => inOrder(closing),
  };
}

async function besideTeams(config: Config, log: Logger): Promise<Beside> {
  const settings = { TEAMS_ANONYMOUS: true, TEAMS_TENANT_ID: PLAYGROUND_TENANT, HOST: "127.0.0.1" };
  const chats = chatsOf({ ...config, ...settings }, log);
  const closing: (() => Promise<void>)[] = [];
  const beside: Beside = {
    ...{ settings, connect: chats.connect, check: chats.check, url: null },
    knownToo: (yaml) => knownToo(yaml, "teams", PLAYGROUND_TENANT, (name) => name),
    async open(system) {
      const { routes, close } = await chats.open(system);
      const http = await startHttp({ port: 0, host: "127.0.0.1", check: system.check, routes });
      const playground = await startPlayground(`http://127.0.0.1:${http.port}/api/messages`);
      closing.push(playground.stop, http.close, close);
      await install(playground.url, "approvals");
      beside.url = playground.url;
    },
    close: () => inOrder(closing),
  };
  return beside;
}

/** The app is added to this channel of the Playground's team, so that cards can be posted there. */
async function install(url: string, channel: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetch(`${url}/_debug/conversation/${channel}/installation`, { method: "POST", headers, body: "{}" });
}

async function inOrder(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing) await close();
}
