/** What is wrong with the installation in Slack, each as a sentence with what mends it. */
import { channelIn, SLACK, type SlackChat } from "./chat.ts";
import { SCOPES } from "./manifest.ts";
import { translated } from "./refused.ts";

/** `channels`: those that cards are posted to, as `#name`. An empty list says that all is well. */
export async function checkSlack(chat: SlackChat, channels: readonly string[]): Promise<string[]> {
  const granted = await grantedScopes(chat).catch((error: unknown) => said(error, "asking Slack who the bot is"));
  if (typeof granted === "string") return [granted];
  const missing = Object.entries(SCOPES).filter(([scope]) => granted !== undefined && !granted.includes(scope));
  const scopes = missing.map(
    ([scope, use]) => `the app lacks the scope ${scope} (${use}): install it again with the current manifest`,
  );
  return [...scopes, ...(await absent(chat, channels))];
}

/** Undefined where the server names none, as a local Slack does. */
async function grantedScopes({ client }: SlackChat): Promise<string[] | undefined> {
  const { response_metadata } = await client.auth.test();
  return response_metadata?.scopes;
}

async function absent(chat: SlackChat, channels: readonly string[]): Promise<string[]> {
  const joined = await joinedChannels(chat).catch((error: unknown) =>
    said(error, "asking Slack for the bot's channels"),
  );
  if (typeof joined === "string") return [joined];
  const missed = channels.filter((channel) => !joined.has(channel.replace(/^#/, "")));
  return Promise.all(missed.map((channel) => whyAbsent(chat, channel)));
}

/** A channel whose id was learnt once can be asked about; of the others only their absence is known. */
async function whyAbsent(chat: SlackChat, channel: string): Promise<string> {
  const { tenant, book, client, self } = chat;
  const invite = `the bot is not in ${channel}: say /invite @${self.name} there`;
  const id = channelIn(await book.find({ platform: SLACK, tenant, conversation: channel }));
  if (id === undefined) return `${invite}, or name another channel if it is gone`;
  const activity = `asking Slack about ${channel}`;
  return client.conversations.info({ channel: id }).then(
    ({ channel: known }) =>
      known?.is_archived ? `${channel} is archived: bring it back, or name another one` : invite,
    (error: unknown) => said(error, activity),
  );
}

/** The names and the ids of the channels that the bot is in. */
async function joinedChannels({ client }: SlackChat): Promise<Set<string>> {
  const joined = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.users.conversations({
      ...{ types: "public_channel,private_channel", exclude_archived: true, limit: 200 },
      ...(cursor ? { cursor } : {}),
    });
    for (const { name = "", id = "" } of page.channels ?? []) joined.add(name).add(id);
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return joined;
}

function said(error: unknown, activity: string): string {
  const { message, cause } = translated(activity, error);
  return message === activity && cause instanceof Error ? `${activity}: ${cause.message}` : message;
}
