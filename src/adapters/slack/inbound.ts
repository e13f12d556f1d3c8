/** What comes in from Slack → the bot: commands, mentions, messages, buttons; each is acknowledged before it is worked on. */
import type { App, BlockAction, SlashCommand, ViewResponseAction, ViewSubmitAction } from "@slack/bolt";
import { answer } from "./answer.ts";
import { SLACK } from "./chat.ts";
import type { Desk } from "./desk.ts";
import { filesOf } from "./files.ts";
import { calledIn, presserOf, readMessage, type SlackMessage, writerOf } from "./heard.ts";
import { canonical } from "./mentions.ts";
import { isNew, once } from "./once.ts";
import { renderCard } from "./render.ts";
import { alreadySent, submitted } from "./submission.ts";
import type { Way } from "./way.ts";

/** Hears everything that the app manifest subscribes to. */
export function listen(app: App, desk: Desk): void {
  const { received } = desk;
  const forms = once<ViewResponseAction | undefined>(received);
  app.command(/^\//, async ({ command, ack }) => {
    await ack();
    if (await isNew(received, command.trigger_id)) await heardCommand(desk, command);
  });
  app.event("app_mention", async ({ event, body }) => {
    if (await isNew(received, body.event_id)) await heardMessage(desk, readMessage(event), body.team_id);
  });
  app.event("message", async ({ event, body }) => {
    if (event.channel_type !== "im") return;
    if (await isNew(received, body.event_id)) await heardMessage(desk, readMessage(event), body.team_id);
  });
  app.action({ type: "block_actions" }, async ({ ack, body }) => {
    await ack();
    if (await isNew(received, body.trigger_id)) await pressed(desk, body);
  });
  app.view<ViewSubmitAction>({ type: "view_submission" }, async ({ ack, body }) => {
    const { view, trigger_id: id } = body;
    let later = async () => {};
    const work = async () => {
      const sent = await submitted(desk, body);
      later = sent.later;
      return sent.reaction;
    };
    await ack(await forms.answer(id, work, () => alreadySent(view)));
    await later();
  });
  app.event("app_home_opened", async ({ event, body }) => {
    const from = { platform: SLACK, tenant: body.team_id, user: event.user };
    if (event.tab === "home" && (await isNew(received, body.event_id))) await desk.homes.opened(from);
  });
}

/** `/vm list` is `vm list`; a command that is no family of ours, such as `/qm`, takes the words as they are. */
async function heardCommand(desk: Desk, command: SlashCommand): Promise<void> {
  const { chat, bot, families } = desk;
  const family = command.command.slice(1);
  const said = canonical(command.text ?? "", chat.self.user);
  const named = NAMELESS.has(command.channel_name)
    ? []
    : [{ name: `#${command.channel_name}`, id: command.channel_id }];
  await remember(desk, [...said.channels, ...named]);
  const text = families.has(family) ? `${family} ${said.text}` : said.text;
  const from = { platform: SLACK, tenant: command.team_id, user: command.user_id };
  const way: Way = { channel: command.channel_id, user: command.user_id, responseUrl: command.response_url };
  const called = command.user_name ? { called: command.user_name } : {};
  const heard = await bot.hear({ from, ...called, text: text.trim() || "help", file: async () => undefined });
  await answer(chat, way, heard, { id: command.trigger_id });
  await desk.homes.changed(from);
}

/** What Slack calls channels whose names it keeps to itself. */
const NAMELESS = new Set(["directmessage", "privategroup"]);

async function heardMessage(desk: Desk, message: SlackMessage | undefined, workspace: string): Promise<void> {
  if (!message) return;
  const { chat, bot } = desk;
  const said = canonical(message.text, chat.self.user);
  await remember(desk, said.channels);
  const from = writerOf(message, workspace);
  const thread = message.thread_ts === undefined ? {} : { thread: message.thread_ts };
  const way: Way = { channel: message.channel, user: message.user, ...thread };
  const under = message.thread_ts === undefined ? {} : { under: `${message.channel}/${message.thread_ts}` };
  const heard = await bot.hear({ from, text: said.text || "help", ...under, file: filesOf(chat, message.files) });
  await answer(chat, way, heard);
  await desk.homes.changed(from);
}

async function pressed(desk: Desk, body: BlockAction): Promise<void> {
  const [action] = body.actions;
  if (action?.type !== "button") return;
  const [verb, id] = [action.action_id, action.value ?? ""];
  const from = presserOf(body);
  const heard = await desk.bot.press({ from, ...calledIn(body), verb, id, fields: {} });
  await answer(desk.chat, wayOf(body), heard, { id: body.trigger_id, subject: id });
  if (heard.kind !== "form") await heal(desk, body, id);
  await desk.homes.changed(from);
}

/** In a private place the pressed card may be an answer that nobody draws again: it is drawn as it is now. */
async function heal({ chat, cardFor }: Desk, body: BlockAction, id: string): Promise<void> {
  const [channel, ts] = [body.channel?.id, body.message?.ts];
  if (!channel?.startsWith("D") || !ts) return;
  const card = await cardFor(presserOf(body), id);
  if (card) await chat.client.chat.update({ channel, ts, ...renderCard(card, chat.tables) });
}

/** In the bot's own conversation an answer stays to be read again; elsewhere it is shown to this person for a while. */
function wayOf({ user, channel, message, response_url }: BlockAction): Way {
  const thread = typeof message?.thread_ts === "string" ? { thread: message.thread_ts } : {};
  if (!channel) return { user: user.id };
  const isOwn = channel.id.startsWith("D");
  return { channel: channel.id, user: user.id, ...thread, ...(isOwn ? {} : { responseUrl: response_url }) };
}

async function remember({ book, chat }: Desk, channels: { name: string; id: string }[]): Promise<void> {
  for (const { name, id } of channels) {
    await book.remember({ platform: SLACK, tenant: chat.tenant, conversation: name }, { channel: id });
  }
}
