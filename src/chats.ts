/**
 * The chats that the settings name: connected for delivery first, then opened for people once there is a bot. Their
 * libraries are large, and loaded only where they are used.
 */
import type { Logger } from "pino";
import { COMMANDS } from "../commands/index.ts";
import type { Listener } from "./adapters/http/start.ts";
import type { SlackChat } from "./adapters/slack/chat.ts";
import type { TeamsChat } from "./adapters/teams/chat.ts";
import type { TeamsOptions } from "./adapters/teams/options.ts";
import type { AddressBook, ChatPort } from "./app/chat.ts";
import { sharing } from "./app/share.ts";
import type { System } from "./compose/index.ts";
import type { Config } from "./config.ts";

/** A chat that people can talk to. */
interface OpenChat {
  /** Who answers for which path of the HTTP server. */
  routes: Record<string, Listener>;
  close(): Promise<void>;
}

/** A chat that can be posted to, and not yet talked to. */
interface Connected {
  port: ChatPort;
  /** What is wrong with it, a sentence each; `channels` are those that cards are posted to. */
  check(channels: string[]): Promise<string[]>;
  open(system: System): Promise<OpenChat>;
}

export interface Chats {
  /** For delivery. Throws when a chat does not know us. */
  connect(book: AddressBook): Promise<ChatPort[]>;
  check(channels: string[]): Promise<string[]>;
  open(system: System): Promise<OpenChat>;
}

/** How much of each chat one process has in its hands at once; see EFFECTS_AT_ONCE. */
const CHAT_AT_ONCE = 3;

/** The chats of these settings, none of them connected yet. */
export function chatsOf(config: Config, log: Logger): Chats {
  let connected: Connected[] = [];
  return {
    async connect(book) {
      for (const sentence of chatsOff(config)) log.info(sentence);
      const all = await Promise.all(CHATS.map((chat) => chat(config, log, book)));
      connected = all.filter((chat) => chat !== null);
      return connected.map(({ port }) => sharing(port, CHAT_AT_ONCE));
    },
    check: async (channels) => (await Promise.all(connected.map((chat) => chat.check(channels)))).flat(),
    async open(system) {
      const open = await Promise.all(connected.map((chat) => chat.open(system)));
      return {
        routes: Object.assign({}, ...open.map(({ routes }) => routes)),
        close: async () => void (await Promise.all(open.map((chat) => chat.close()))),
      };
    },
  };
}

/** Which chats are off, and which setting would change that. */
function chatsOff({ SLACK_BOT_TOKEN, TEAMS_APP_ID, TEAMS_ANONYMOUS }: Config): string[] {
  return [
    ...(SLACK_BOT_TOKEN ? [] : ["Slack is off: SLACK_BOT_TOKEN is not set"]),
    ...(TEAMS_APP_ID || TEAMS_ANONYMOUS ? [] : ["Teams is off: TEAMS_APP_ID is not set"]),
  ];
}

type Connect = (config: Config, log: Logger, book: AddressBook) => Promise<Connected | null>;

/** Slack, where there is a bot's token. */
const slack: Connect = async (config, log, book) => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = config;
  if (!botToken) return null;
  const { slackChat } = await import("./adapters/slack/chat.ts");
  const { checkSlack } = await import("./adapters/slack/check.ts");
  const chat = await slackChat({ botToken, apiUrl, book });
  return {
    port: chat,
    check: (channels) => checkSlack(chat, channels),
    open: (system) => openSlack(chat, config, log, system),
  };
};

async function openSlack(chat: SlackChat, config: Config, log: Logger, system: System): Promise<OpenChat> {
  const { PATH } = await import("./adapters/slack/doors.ts");
  const { startSlack } = await import("./adapters/slack/start.ts");
  const { bot, app, received, book } = system;
  const running = await startSlack({
    ...{ chat, bot, received, book, log, commands: COMMANDS, home: app.home, cardFor: app.cardFor },
    ...{ signingSecret: config.SLACK_SIGNING_SECRET, appToken: config.SLACK_APP_TOKEN },
  });
  return { routes: { [PATH]: running.listener }, close: () => running.close() };
}

/** Teams, where there is an app's id; the Agents Playground needs none, on this machine alone. */
const teams: Connect = async (config, log, book) => {
  const { TEAMS_APP_ID: appId, TEAMS_ANONYMOUS: playground } = config;
  if (!appId && !playground) return null;
  const options: TeamsOptions = {
    ...{ appId, appPassword: config.TEAMS_APP_PASSWORD, tenant: config.TEAMS_TENANT_ID ?? PLAYGROUND_TENANT },
    ...{ playground, host: config.HOST, book, commands: COMMANDS, log },
  };
  const { teamsChat } = await import("./adapters/teams/chat.ts");
  const { checkTeams } = await import("./adapters/teams/check.ts");
  const chat = teamsChat(options);
  return {
    port: chat,
    check: (channels) => checkTeams(options, chat.addresses, channels),
    open: (system) => openTeams(chat, options, system),
  };
};

async function openTeams(chat: TeamsChat, options: TeamsOptions, { bot, app, received }: System): Promise<OpenChat> {
  const { startTeams } = await import("./adapters/teams/start.ts");
  const { listener, close } = await startTeams({
    ...options,
    chat,
    bot,
    received,
    home: app.home,
    cardFor: app.cardFor,
  });
  return { routes: { "/api/messages": listener }, close };
}

/** The tenant that the Agents Playground says it is. */
const PLAYGROUND_TENANT = "playground";

const CHATS: readonly Connect[] = [slack, teams];
