/** The Teams adapter with a real bot behind it, on loopback, and the activities that people cause. */
import { createServer } from "node:http";
import { pino } from "pino";
import { type TeamsChat, teamsChat } from "../../src/adapters/teams/chat.ts";
import type { TeamsOptions } from "../../src/adapters/teams/options.ts";
import { startTeams } from "../../src/adapters/teams/start.ts";
import { startBot } from "../../src/bot/bot.ts";
import { person, toyApp } from "../bot/toy-app.ts";
import { memoryBook, memoryReceived, type WatchedBook } from "./chat-memory.ts";
import { type Issuer, openIssuer } from "./teams-issuer.ts";
import { listening } from "./teams-listening.ts";
import { orders } from "./teams-orders.ts";
import { openService, type Service } from "./teams-service.ts";

export const TENANT = "11111111-2222-4333-8444-555555555555";
const BOT = "28:bot";

type Json = Record<string, unknown>;

export interface TeamsBot {
  url: string;
  issuer: Issuer;
  service: Service;
  chat: TeamsChat;
  book: WatchedBook;
  /** What the bot carried out. */
  done: string[];
  /** Sends an activity with a good token. */
  send(activity: Json): Promise<Response>;
  /** Sends anything with any header. */
  post(body: string, authorization?: string): Promise<Response>;
  close(): Promise<void>;
}

/** ana, ben and eve are known to the bot; their object ids are their names. */
export async function openTeamsBot(): Promise<TeamsBot> {
  const [issuer, service, book, done] = [await openIssuer(), await openService(), memoryBook(), [] as string[]];
  const commands = orders(done);
  const options: TeamsOptions = {
    ...{ appId: issuer.appId, appPassword: "secret", tenant: TENANT, host: "0.0.0.0", book, commands },
    log: pino({ level: "silent" }),
    cloud: { issuer: issuer.issuer, metadataUrl: issuer.metadataUrl, token: async () => "outgoing" },
  };
  const chat = teamsChat(options);
  const app = toyApp([person("ana", "user"), person("ben", "bu-admin"), person("eve", "user")]).app;
  const bot = startBot({ app, commands, broken: (error) => String(error) });
  const home = async () => ({ title: "What is yours", tone: "plain" as const, blocks: [], buttons: [] });
  const teams = await startTeams({ ...options, bot, chat, home, received: memoryReceived() });
  const server = await listening(createServer((request, response) => void teams.listener(request, response)));
  const post = (body: string, authorization?: string) =>
    fetch(server.url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
    });
  return {
    ...{ url: server.url, issuer, service, chat, book, done, post },
    async send(activity) {
      const sent = { serviceUrl: service.url, ...activity };
      return post(JSON.stringify(sent), `Bearer ${await issuer.token(service.url)}`);
    },
    async close() {
      await teams.close();
      for (const one of [server, issuer, service]) await one.close();
    },
  };
}

let activities = 0;

/** Something that `who` did in their chat with the bot. */
export function personal(who: string, what: Json): Json {
  activities += 1;
  return {
    ...{ type: "message", id: `activity-${activities}`, channelId: "msteams" },
    from: { id: `29:${who}`, name: who, aadObjectId: who },
    recipient: { id: BOT, name: "Quartermaster" },
    conversation: { id: `a:${who}`, conversationType: "personal", tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    ...what,
  };
}

/** Something that `who` did in the channel `19:approvals`, which others read. */
export function inChannel(who: string, what: Json): Json {
  return personal(who, {
    conversation: { id: "19:approvals;messageid=7", conversationType: "channel", isGroup: true, tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, team: { id: "19:team", name: "Cloud" }, channel: { id: "19:approvals" } },
    ...what,
  });
}

/** The card in the first attachment of an activity, as text that can be searched. */
export function cardOf(activity: Json): string {
  return JSON.stringify((activity.attachments as { content: unknown }[] | undefined)?.[0]?.content ?? null);
}
