/** The Slack adapter with a real bot behind it, listening on this machine alone. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type SlackChat, slackChat } from "../../src/adapters/slack/chat.ts";
import { startSlack } from "../../src/adapters/slack/start.ts";
import type { AddressBook, Received } from "../../src/app/chat.ts";
import type { Card } from "../../src/cards/card.ts";
import { memoryBook, memoryReceived } from "./chat-memory.ts";
import { GALLERY } from "./slack-gallery.ts";
import { type Bakery, openBakery, orderCard } from "./slack-orders.ts";
import { serve, signedHeaders } from "./slack-stub.ts";

export interface SlackBot extends Bakery {
  chat: SlackChat;
  book: AddressBook;
  /** What it remembers of what came in. */
  received: Received;
  /** Posts to the door with good headers, or with these. */
  knock(body: string, headers?: Record<string, string>): Promise<Response>;
  /** Where Slack would post to. */
  door: string;
  /** What went wrong behind the door. */
  complaints: string[];
  close(): Promise<void>;
}

interface Ways {
  signingSecret?: string | undefined;
  appToken?: string | undefined;
  /** Shared with another process. */
  received?: Received;
  wait?(what: string): Promise<void>;
}

const PACE_MS = 5;

/** The server must listen before anybody knows Slack's address, which depends on the server's. */
export async function openServer() {
  const late: { listener?: (request: IncomingMessage, response: ServerResponse) => Promise<void> } = {};
  const server = await serve((request, response) => void late.listener?.(request, response));
  return { ...server, late };
}

export async function openSlackBot(
  apiUrl: string,
  { wait, received = memoryReceived(), ...ways }: Ways,
  server: Awaited<ReturnType<typeof openServer>>,
): Promise<SlackBot> {
  const [bakery, book, complaints] = [openBakery(wait), memoryBook(), [] as string[]];
  const chat = await slackChat({ botToken: "xoxb-test", apiUrl, book, paceMs: PACE_MS });
  const complain = (about: object, text: string) => void complaints.push(`${text} ${Object.values(about).map(String)}`);
  const log = { debug: () => undefined, warn: () => undefined, error: complain };
  const home = async ({ user }: { user: string }): Promise<Card> => {
    const { blocks, ...card } = orderCard("REQ-1", bakery.done);
    return { ...card, title: `What is ${user}'s`, blocks: [...blocks, ...(GALLERY.home?.blocks ?? [])] };
  };
  const { bot, commands } = bakery;
  const slack = await startSlack({ chat, bot, commands, book, received, home, log, ...ways });
  server.late.listener = slack.listener;
  return {
    ...{ ...bakery, chat, book, received, complaints, door: `${server.url}/slack/events` },
    knock: (body, headers = signedHeaders(ways.signingSecret ?? "", body)) =>
      fetch(`${server.url}/slack/events`, { method: "POST", body, headers }),
    async close() {
      await slack.close();
      await server.close();
    },
  };
}
