/** Slack as a chat that can be posted to: the ChatPort, and the client behind it. */
import { webApi } from "@slack/bolt";
import type { AddressBook, ChatPort, Place, Post } from "../../app/chat.ts";
import type { Card } from "../../cards/card.ts";
import { LIMITS } from "./limits.ts";
import { type Pacer, startPacer } from "./pacer.ts";
import { isAboutBlocks, isAway, restOf, translated } from "./refused.ts";
import { isDemanding, type Rendered, renderCard, renderText } from "./render.ts";
import type { TableStyle } from "./render-table.ts";
import { upload } from "./upload.ts";
import { whoWeAre } from "./who-we-are.ts";

export const SLACK = "slack";

export interface SlackOptions {
  /** `xoxb-…` */
  botToken: string;
  /** Another server that speaks Slack's Web API, for instance a local one: `http://127.0.0.1:3000/api/`. */
  apiUrl?: string | undefined;
  /** The distance between two messages in one channel in milliseconds; Slack's own by default. */
  paceMs?: number;
  /** How tables are drawn; by default as tables at Slack itself, and as text elsewhere. */
  tables?: TableStyle;
}

export interface SlackChat extends ChatPort {
  client: webApi.WebClient;
  book: AddressBook;
  /** The bot as Slack knows it. */
  self: { user: string; bot: string; name: string };
  /** How tables are drawn: a local Slack knows no table blocks. */
  tables: TableStyle;
  botToken: string;
  apiUrl: string | undefined;
}

/** How long one call of Slack's Web API may take, in milliseconds. */
const CALL_MS = 10_000;

interface Sender {
  client: webApi.WebClient;
  pacer: Pacer;
  book: AddressBook;
  tenant: string;
  tables: TableStyle;
}

/**
 * Asks Slack who we are; a Slack that does not answer is taken at its last word. Throws when it does not take the token,
 * or never answered yet.
 */
export async function slackChat(options: SlackOptions & { book: AddressBook }): Promise<SlackChat> {
  const { botToken, apiUrl, book } = options;
  const client = clientOf(options);
  const { team: tenant, ...self } = await whoWeAre(client, botToken, book);
  const { tables = apiUrl === undefined ? "native" : "text" } = options;
  const sender: Sender = { client, pacer: startPacer(options.paceMs ?? LIMITS.pace), book, tenant, tables };
  return {
    ...{ platform: SLACK, tenant, hasThreads: true, takesFiles: true, client, book, tables, botToken, apiUrl, self },
    post: (to, post) => postTo(sender, to, post),
    edit: (at, message, _request, card) => editAt(sender, at, message, card),
  };
}

function clientOf({ botToken, apiUrl }: SlackOptions): webApi.WebClient {
  return new webApi.WebClient(botToken, {
    ...{ timeout: CALL_MS, rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, allowAbsoluteUrls: false },
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logLevel: webApi.LogLevel.ERROR,
  });
}

async function postTo(sender: Sender, to: Place, post: Post): Promise<string> {
  const channel = await channelOf(sender, to);
  if (post.kind === "file") return postFile(sender, channel, post);
  const unfurl = { unfurl_links: false, unfurl_media: false };
  const call = (drawn: Partial<Rendered> & { text: string }) =>
    sender.client.chat.postMessage({ channel, ...drawn, ...unfurl });
  const send = paced(sender, "chat.postMessage", channel, `posting to ${to.conversation} in Slack`);
  const { channel: at = channel, ts } = await send(() =>
    post.kind !== "notice" ? withFallback(post.card, sender.tables, call) : call(renderNotice(post)),
  );
  await sender.book.remember(to, { channel: at });
  return `${at}/${ts}`;
}

/** In the thread of the card that it belongs to. */
async function postFile(sender: Sender, channel: string, { file, beside }: Extract<Post, { kind: "file" }>) {
  const [at = channel, thread] = beside?.split("/") ?? [];
  const send = paced(sender, "files.completeUploadExternal", at, `posting ${file.name} in Slack`);
  return send(() => upload(sender.client, at, file, thread));
}

/** In the thread of the card that it is about; in a private place it is shown outside of the thread as well. */
function renderNotice({ text, beside }: Extract<Post, { kind: "notice" }>) {
  const [channel, thread] = beside?.split("/") ?? [];
  if (!thread) return { text: renderText(text) };
  return { text: renderText(text), thread_ts: thread, reply_broadcast: channel?.startsWith("D") === true };
}

async function editAt(sender: Sender, at: Place, message: string, card: Card): Promise<void> {
  const [channel = "", ts = ""] = message.split("/");
  const call = (drawn: Partial<Rendered> & { text: string }) =>
    sender.client.chat.update({ channel, ts, blocks: [], ...drawn });
  const send = paced(sender, "chat.update", channel, `editing a card in ${at.conversation} in Slack`);
  await send(() => withFallback(card, sender.tables, call));
}

/** Calls Slack when it is this channel's turn; what goes wrong is said as `translated` says it. */
function paced({ pacer }: Sender, method: string, channel: string, activity: string) {
  return async <T>(call: () => Promise<T>): Promise<T> => {
    await pacer.turn(method, channel);
    const made = await call().catch((error: unknown) => {
      const rest = restOf(error);
      pacer.answered(method, !isAway(error));
      if (rest !== undefined) pacer.hold(method, rest);
      throw translated(activity, error);
    });
    pacer.answered(method, true);
    return made;
  };
}

/** Where Slack does not understand the blocks, the card is sent once more with less: without tables and charts, or as text. */
async function withFallback<T>(
  card: Card,
  tables: TableStyle,
  call: (drawn: Partial<Rendered> & { text: string }) => Promise<T>,
): Promise<T> {
  const drawn = renderCard(card, tables);
  return call(drawn).catch((error: unknown) => {
    if (!isAboutBlocks(error)) throw error;
    return call(isDemanding(drawn) ? renderCard(card, "text") : { text: drawn.text });
  });
}

/** A person's id is their private place; a channel's id is known from what was heard there, otherwise its name must do. */
async function channelOf({ book }: Sender, place: Place): Promise<string> {
  const { conversation } = place;
  if (conversation.startsWith("@")) return conversation.slice(1);
  const bare = conversation.replace(/^#/, "");
  if (/^[CG][A-Z0-9]{6,}$/.test(bare)) return bare;
  return channelIn(await book.find(place)) ?? `#${bare}`;
}

/** The address as `remember` was given it. */
export function channelIn(address: unknown): string | undefined {
  if (typeof address !== "object" || address === null || !("channel" in address)) return undefined;
  return typeof address.channel === "string" ? address.channel : undefined;
}
