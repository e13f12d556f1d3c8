/** Messages on their way to the bot, and its answers on their way back. */
import type { Answer, Bot, Form } from "../../bot/conversation.ts";
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import { type Activity, isPersonal } from "./activity.ts";
import { type Carried, fixedBy, readCarried } from "./carried.ts";
import { nameOf, type TeamsChat } from "./chat.ts";
import type { OutgoingMessage } from "./connector.ts";
import type { AdaptiveCard } from "./element.ts";
import { filesOf } from "./files.ts";
import type { FormPlace } from "./form.ts";
import { identityOf } from "./identity.ts";
import { spokenText } from "./mentions.ts";
import { answerMessage, attached } from "./message.ts";
import type { Persisting } from "./persisting.ts";
import { formAnswer } from "./sent-form.ts";

export interface InboundRooms {
  /** A request's card as it is now, for this person alone; null when there is none. */
  cardFor(from: Identity, request: string): Promise<Card | null>;
  bot: Bot;
  chat: TeamsChat;
  /** How forms are shown in a chat. */
  formPlace: FormPlace;
  persisting: Persisting;
}

/** Somebody typed something, or pressed a button in a client that knows only Action.Submit. */
export async function hearMessage(rooms: InboundRooms, activity: Activity): Promise<void> {
  const carried = readCarried(activity.value);
  if (carried) return hearSubmit(rooms, activity, carried);
  const { connector } = rooms.chat;
  const text = await spokenText(activity, async ({ serviceUrl, conversation }, account) =>
    connector.objectId(serviceUrl, conversation.id, account).catch(() => undefined),
  );
  const from = identityOf(activity);
  await reply(
    rooms,
    activity,
    await rooms.bot.hear({ from, ...calledIn(activity), text, ...underOf(activity), file: filesOf(activity) }),
  );
}

/** What Teams calls who did it. */
function calledIn({ from: { name } }: Activity): { called?: string } {
  return name ? { called: name } : {};
}

/** In a channel a thread is a conversation of its own, named after its first message. */
function underOf({ conversation: { id } }: Activity): { under?: string } {
  const [, first] = id.split(";messageid=");
  return first ? { under: nameOf({ conversation: id, message: first }) } : {};
}

/** What was pressed or sent, as an answer of the bot. */
export async function answerTo(
  { bot }: Pick<InboundRooms, "bot">,
  activity: Activity,
  carried: Carried,
): Promise<Answer> {
  const from = identityOf(activity);
  const called = calledIn(activity);
  if (carried.kind === "form")
    return bot.submit({ from, ...called, command: carried.form.command, fields: carried.fields });
  const answer = await bot.press({ from, ...called, verb: carried.verb, id: carried.id, fields: {} });
  return answer.kind === "form" ? { ...answer, form: fixedBy(answer.form, carried.id) } : answer;
}

async function hearSubmit(rooms: InboundRooms, activity: Activity, carried: Carried): Promise<void> {
  const answer = await answerTo(rooms, activity, carried);
  if (carried.kind === "press" || !activity.replyToId) return reply(rooms, activity, answer);
  const { form } = carried;
  await redrawForm(rooms, activity, form, formAnswer(form, answer, rooms.formPlace, rooms.chat.asking));
}

/** The form's message shows what became of it, to everybody who sees it. */
export async function redrawForm(
  { chat, persisting }: InboundRooms,
  { serviceUrl, conversation, replyToId }: Activity,
  form: Form,
  now: AdaptiveCard,
): Promise<void> {
  if (!replyToId) return;
  const at = { conversation: conversation.id, message: replyToId };
  await persisting(() => chat.connector.edit(serviceUrl, at, attached(now, form.title), "drawing a form again"));
}

/** In place, except that a refusal is said privately where the person has a chat with the bot. */
async function reply(rooms: InboundRooms, activity: Activity, answer: Answer): Promise<void> {
  const { chat, persisting, formPlace } = rooms;
  const message = answerMessage(answer, formPlace, chat.asking);
  if (answer.kind === "refusal" && !isPersonal(activity) && (await toldPrivately(rooms, activity, message))) return;
  const { serviceUrl, conversation } = activity;
  await persisting(() => chat.connector.post(serviceUrl, conversation.id, message, "answering", true));
}

async function toldPrivately({ chat }: InboundRooms, activity: Activity, message: OutgoingMessage): Promise<boolean> {
  const { user } = identityOf(activity);
  const address = await chat.addresses.find(`@${user}`);
  if (address?.kind !== "chat") return false;
  return chat.send(`@${user}`, message).then(
    () => true,
    () => false,
  );
}
