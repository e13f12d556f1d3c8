/** The bot's answer → Slack: a form opens, everything else is said to this person alone. */
import type { types } from "@slack/bolt";
import type { Answer, Form } from "../../bot/conversation.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { SlackChat } from "./chat.ts";
import { renderForm } from "./form.ts";
import { renderCard, renderText } from "./render.ts";
import { isPrivate, type Way } from "./way.ts";

/** What may open a form within three seconds: Slack's trigger, and the id of the button that was pressed. */
export interface Trigger {
  id: string;
  subject?: string;
}

interface Drawn {
  text: string;
  blocks?: types.KnownBlock[];
}

const RESPOND_MS = 10_000;

/** Says it where it was asked. Throws when Slack takes it nowhere. */
export async function answer(chat: SlackChat, way: Way, said: Answer, trigger?: Trigger): Promise<void> {
  switch (said.kind) {
    case "form":
      if (!(await isOpened(chat, way, said.form, trigger))) await tell(chat, way, usage(said.form));
      return;
    case "text":
      return tell(chat, way, { text: renderText(said.text) });
    case "card":
      return tell(chat, way, renderCard(said.card, chat.tables));
    case "refusal":
      return tell(chat, way, { text: renderText(`⚠ ${refusalText(said.refusal)}`) });
  }
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

/** Tries one way after the other, and without blocks where Slack takes none. */
async function tell(chat: SlackChat, way: Way, drawn: Drawn): Promise<void> {
  const shapes = drawn.blocks ? [drawn, { text: drawn.text }] : [drawn];
  const tries = waysOf(chat, way).flatMap((send) => shapes.map((shape) => () => send(shape)));
  const failures: unknown[] = [];
  for (const attempt of tries) {
    const failure = await attempt().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (!failure) return;
    failures.push(failure.error);
  }
  throw new Error(`answering ${way.user} in Slack`, { cause: failures[0] });
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
