/** Slack as the program starts it: over HTTP, or over Socket Mode where there is an app token. */
import { App, type AppOptions, HTTPReceiver, type Logger, LogLevel } from "@slack/bolt";
import type { AddressBook, Received } from "../../app/chat.ts";
import type { Command } from "../../bot/command.ts";
import type { Bot } from "../../bot/conversation.ts";
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import type { SlackChat } from "./chat.ts";
import { type Listener, openDoor, PATH } from "./doors.ts";
import { startHomes } from "./home.ts";
import { listen } from "./inbound.ts";
import { LIMITS } from "./limits.ts";
import { familiesOf } from "./manifest.ts";
import { isAway } from "./refused.ts";

export interface StartSlack {
  chat: SlackChat;
  bot: Bot;
  received: Received;
  book: AddressBook;
  commands: readonly Pick<Command, "words">[];
  /** A request's card as it is now, for this person alone; a card that nobody draws again is healed by it when it is pressed. */
  cardFor?(from: Identity, request: string): Promise<Card | null>;
  /** Draws what is somebody's, for App Home. */
  home(from: Identity): Promise<Card>;
  log: SlackLog;
  /** Checks that requests come from Slack; without it the HTTP door is shut. */
  signingSecret?: string | undefined;
  /** `xapp-…`: with it Slack is reached over Socket Mode, and the HTTP door is shut. */
  appToken?: string | undefined;
}

interface SlackLog {
  debug(about: object, text: string): void;
  warn(about: object, text: string): void;
  error(about: object, text: string): void;
}

export interface RunningSlack {
  /** For `POST /slack/events`. Resolves when the request is answered. */
  listener: Listener;
  close(): Promise<void>;
}

/** Begins to listen; a Slack that is away is asked for Socket Mode until it answers. Throws when it does not grant it. */
export async function startSlack(options: StartSlack): Promise<RunningSlack> {
  const { chat, appToken, signingSecret } = options;
  const logger = boltLogger(options.log);
  const receiver = signingSecret && !appToken ? httpReceiver(signingSecret, logger) : null;
  const app = new App({ ...commonOptions(chat, logger), ...wayIn(receiver, appToken) });
  app.error(async (error) => options.log.error({ err: error }, "something from Slack broke"));
  const homes = startHomes(chat, options.home);
  listen(app, {
    ...options,
    cardFor: options.cardFor ?? (async () => null),
    homes,
    families: familiesOf(options.commands),
  });
  const closing = new AbortController();
  if (appToken) await openSocket(app, options.log, closing.signal);
  return {
    listener: openDoor(receiver && { receiver, now: Date.now }),
    close: async () => {
      closing.abort();
      if (appToken) await app.stop();
    },
  };
}

const AGAIN_MS = 10_000;

/** The first try is waited for, the later ones are not: everything else works meanwhile. */
async function openSocket(app: App, log: SlackLog, closed: AbortSignal): Promise<void> {
  try {
    await app.start();
  } catch (error) {
    if (!isAway(error)) throw error;
    log.warn({ err: error }, "Slack does not answer; it is asked for Socket Mode again every ten seconds");
    const again = () =>
      void openSocket(app, log, closed).catch((err) => log.error({ err }, "Slack refuses Socket Mode"));
    const timer = setTimeout(again, AGAIN_MS).unref();
    closed.addEventListener("abort", () => clearTimeout(timer));
  }
}

function httpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({ signingSecret, endpoints: [PATH], bodyLimit: LIMITS.body, logger });
}

/** Bolt wants a receiver even where nothing comes in. */
function wayIn(receiver: HTTPReceiver | null, appToken: string | undefined): AppOptions {
  if (appToken) return { socketMode: true, appToken };
  return { receiver: receiver ?? { init: () => undefined, start: async () => undefined, stop: async () => undefined } };
}

/** Who the bot is was asked once; asking again with every request would make it as slow as Slack. */
function commonOptions({ apiUrl, botToken, self, tenant }: SlackChat, logger: Logger): AppOptions {
  return {
    authorize: async () => ({ botToken, botId: self.bot, botUserId: self.user, teamId: tenant }),
    clientOptions: { retryConfig: { retries: 0 }, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) },
    convoStore: false,
    logger,
  };
}

/** Bolt warns of what we answer with a status; it is for whoever debugs. */
function boltLogger(log: SlackLog): Logger {
  const text = (parts: unknown[]) => parts.map(String).join(" ");
  return {
    debug: () => undefined,
    info: (...parts) => log.debug({}, text(parts)),
    warn: (...parts) => log.warn({}, text(parts)),
    error: (...parts) => log.error({}, text(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
