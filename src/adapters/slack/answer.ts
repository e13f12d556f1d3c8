/** The bot's answer → Slack: a form opens, everything else is said to this person alone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Form } from "../../bot/conversation.ts";
import type { Card, TextFile } from "../../cards/card.ts";
import { refusalCard } from "../../cards/refusal-card.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { SlackChat } from "./chat.ts";
import { sendFile } from "./files.ts";
import { renderForm } from "./form.ts";
import { isAway, translated } from "./refused.ts";
import { isDemanding, renderCard, renderText, type SlackBlock } from "./render.ts";
import { isPrivate, type Way } from "./way.ts";

/** What may open a form within three seconds: Slack's trigger, and the id of the button that was pressed. */
export interface Trigger {
  id: string;
  subject?: string;
}

interface Drawn {
  text: string;
  blocks?: SlackBlock[];
}

const RESPOND_MS = 10_000;

/** Says it where it was asked. Throws when Slack takes it nowhere. */
export async function answer(chat: SlackChat, way: Way, said: Answer, trigger?: Trigger): Promise<void> {
  switch (said.kind) {
    case "form":
      if (!(await isOpened(chat, way, said.form, trigger))) await tell(chat, way, [usage(said.form)]);
      return;
    case "text":
      return said.file
        ? tellWithFile(chat, way, said.text, said.file)
        : tell(chat, way, [{ text: renderText(said.text) }]);
    case "card":
      return tell(chat, way, shapesOf(said.card, chat));
    case "refusal":
      if (said.buttons) return tell(chat, way, shapesOf(refusalCard(said.refusal, said.buttons), chat));
      return tell(chat, way, [{ text: renderText(`⚠ ${refusalText(said.refusal)}`) }]);
  }
}

/** The file goes into the bot's conversation with this person, wherever they asked. */
async function tellWithFile(chat: SlackChat, way: Way, text: string, file: TextFile): Promise<void> {
  const problem = await sendFile(chat, way.user, text, file).then(
    () => "",
    (error: unknown) => translated(`${file.name} could not be sent`, error).message,
  );
  if (problem) return tell(chat, way, [{ text: renderText(`⚠ ${text}\n${problem}`) }]);
  if (!isPrivate(way))
    await tell(chat, way, [{ text: renderText(`${text}\n${file.name} is in your messages with me`) }]);
}

/** The sentence, and the next step under it. */
export function refusalText({ message, hint }: Refusal): string {
  return hint ? `${message}\n${hint}` : message;
}

function usage({ usage: line }: Form): Drawn {
  return { text: renderText(`usage: ${line}`) };
}

/** False where no form can open: without a trigger, or when it was too old. */
async function isOpened(chat: SlackChat, way: Way, form: Form, trigger: Trigger | undefined): Promise<boolean> {
  if (!trigger) return false;
  const view = renderForm(form, way, trigger.subject);
  return chat.client.views.open({ trigger_id: trigger.id, view }).then(
    () => true,
    () => false,
  );
}

/** With all that it has, without tables and charts, and as text: what Slack takes first is shown. */
function shapesOf(card: Card, { tables }: SlackChat): Drawn[] {
  const drawn = renderCard(card, tables);
  return [drawn, ...(isDemanding(drawn) ? [renderCard(card, "text")] : []), { text: drawn.text }];
}

/** Tries one way after the other, and on each the next shape where Slack does not take the one before. */
async function tell(chat: SlackChat, way: Way, shapes: Drawn[]): Promise<void> {
  const tries = waysOf(chat, way).flatMap((send) => shapes.map((shape) => () => send(shape)));
  let cause: unknown;
  for (const waitMs of WAITS_MS) {
    await sleep(waitMs, undefined, { ref: false });
    const failures = await failuresOf(tries);
    if (failures.length < tries.length) return;
    cause = failures[0];
    if (!failures.some(isAway)) break;
  }
  throw new Error(`answering ${way.user} in Slack`, { cause });
}

/** A Slack that does not answer is asked again for about a minute; later nobody waits for the answer any more. */
const WAITS_MS = [0, 1000, 4000, 15_000, 40_000];

/** Of one try after the other until one succeeds; as many as there are tries when none did. */
async function failuresOf(tries: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const attempt of tries) {
    const failure = await attempt().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (!failure) return failures;
    failures.push(failure.error);
  }
  return failures;
}

function waysOf({ client }: SlackChat, way: Way): ((drawn: Drawn) => Promise<unknown>)[] {
  const { channel, user, thread, responseUrl } = way;
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  const privately = (drawn: Drawn) => client.chat.postMessage({ channel: channel ?? user, ...inThread, ...drawn });
  const ephemerally = (drawn: Drawn) =>
    client.chat.postEphemeral({ channel: channel ?? user, user, ...inThread, ...drawn });
  const directly = (drawn: Drawn) => client.chat.postMessage({ channel: user, ...drawn });
  return [
    ...(responseUrl ? [(drawn: Drawn) => respond(responseUrl, { ...inThread, ...drawn })] : []),
    ...(isPrivate(way) ? [privately] : [ephemerally]),
    ...(channel === undefined ? [] : [directly]),
  ];
}

async function respond(url: string, drawn: Drawn): Promise<void> {
  const body = JSON.stringify({ response_type: "ephemeral", replace_original: false, ...drawn });
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(RESPOND_MS);
  const response = await fetch(url, { method: "POST", headers, body, signal });
  if (!response.ok) throw new Error(`Slack's response_url answered ${response.status}`);
}
