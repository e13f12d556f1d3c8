/** What Teams waits for an answer to: a press of Action.Execute, a dialog that opens, a dialog that was sent. */
import { z } from "zod";
import type { Answer } from "../../bot/conversation.ts";
import { refusalCard } from "../../cards/refusal-card.ts";
import { type Activity, isPersonal } from "./activity.ts";
import { type Carried, readCarried } from "./carried.ts";
import { ADAPTIVE_CARD } from "./element.ts";
import { renderForm } from "./form.ts";
import { identityOf } from "./identity.ts";
import { answerTo, type InboundRooms, redrawForm } from "./inbound.ts";
import { clip, LIMITS } from "./limits.ts";
import { refusalText } from "./message.ts";
import { renderCard } from "./render.ts";
import { formAnswer, nextForm } from "./sent-form.ts";

/** What goes back in the response itself. */
export interface Invoked {
  status: number;
  body?: object;
  /** Work that need not be waited for. */
  later?: () => Promise<void>;
}

const EXECUTE = z.object({ action: z.looseObject({ verb: z.string(), data: z.looseObject({}).default({}) }) });
const TASK = z.object({ data: z.looseObject({}) });

/** What came in twice, and the other one is somewhere else. */
export function alreadyDone({ name }: Activity): Invoked {
  const text = "That was already taken care of.";
  return name?.startsWith("task/") ? dialogText(text) : say(text);
}

const INVOKES: Record<string, (rooms: InboundRooms, activity: Activity) => Promise<Invoked>> = {
  "adaptiveCard/action": execute,
  "task/fetch": openDialog,
  "task/submit": closeDialog,
};

/** 501 for what we do not know, 400 for what carries nothing of ours. */
export async function invoked(rooms: InboundRooms, activity: Activity): Promise<Invoked> {
  const invoke = INVOKES[activity.name ?? ""];
  return invoke ? invoke(rooms, activity) : { status: 501 };
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model: what is answered, only the presser sees. */
async function execute(rooms: InboundRooms, activity: Activity): Promise<Invoked> {
  const { action } = EXECUTE.safeParse(activity.value).data ?? {};
  const carried = action && readCarried({ ...action.data, verb: action.verb });
  if (!carried) return { status: 400 };
  const answer = await answerTo(rooms, activity, carried);
  if (carried.kind === "form") return sentAnswer(rooms, activity, carried, answer);
  const healed =
    isPersonal(activity) && answer.kind === "text" ? await rooms.cardFor(identityOf(activity), carried.id) : null;
  return healed ? show(renderCard(healed, rooms.chat.asking)) : pressAnswer(rooms, answer);
}

/** A form takes the card's place for the presser; delivery draws the card again for everybody. */
function pressAnswer({ chat, formPlace }: InboundRooms, answer: Answer): Invoked {
  switch (answer.kind) {
    case "text":
      return say(answer.text);
    case "refusal":
      if (answer.buttons) return show(renderCard(refusalCard(answer.refusal, answer.buttons), chat.asking));
      return say(refusalText(answer.refusal));
    case "card":
      return show(renderCard(answer.card, chat.asking));
    case "form":
      return show(renderForm(answer.form, formPlace));
  }
}

function sentAnswer(
  rooms: InboundRooms,
  activity: Activity,
  { form }: Extract<Carried, { kind: "form" }>,
  answer: Answer,
): Invoked {
  const now = formAnswer(form, answer, rooms.formPlace, rooms.chat.asking);
  if (isPersonal(activity) || answer.kind === "refusal") return show(now);
  return { ...show(now), later: () => redrawForm(rooms, activity, form, now) };
}

/** Opens with what the button carries: a form that is known, or the one that the command asks for. */
async function openDialog(rooms: InboundRooms, activity: Activity): Promise<Invoked> {
  const carried = readCarried(TASK.safeParse(activity.value).data?.data);
  if (!carried) return { status: 400 };
  if (carried.kind === "form") return dialog(carried.form.title, renderForm(carried.form, "dialog"));
  return dialogAnswer(rooms, await answerTo(rooms, activity, carried));
}

/** A refusal keeps the dialog open, with what was typed. */
async function closeDialog(rooms: InboundRooms, activity: Activity): Promise<Invoked> {
  const carried = readCarried(TASK.safeParse(activity.value).data?.data);
  if (carried?.kind !== "form") return { status: 400 };
  const answer = await answerTo(rooms, activity, carried);
  const next = nextForm(answer, "dialog");
  if (next) return dialog(next.form.title, next.card);
  if (answer.kind !== "refusal") return dialogAnswer(rooms, answer);
  return dialog(carried.form.title, renderForm(carried.form, "dialog", answer.refusal));
}

function dialogAnswer({ chat }: InboundRooms, answer: Answer): Invoked {
  switch (answer.kind) {
    case "text":
      return dialogText(answer.text);
    case "refusal":
      return dialogText(refusalText(answer.refusal));
    case "card":
      return dialog(answer.card.title, renderCard(answer.card, chat.asking));
    case "form":
      return dialog(answer.form.title, renderForm(answer.form, "dialog"));
  }
}

function say(text: string): Invoked {
  const value = clip(text, LIMITS.fallbackLetters);
  return { status: 200, body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value } };
}

function show(value: object): Invoked {
  return { status: 200, body: { statusCode: 200, type: ADAPTIVE_CARD, value } };
}

function dialogText(value: string): Invoked {
  return { status: 200, body: { task: { type: "message", value: clip(value, LIMITS.fallbackLetters) } } };
}

function dialog(title: string, content: object): Invoked {
  const card = { contentType: ADAPTIVE_CARD, content };
  return {
    status: 200,
    body: { task: { type: "continue", value: { title, height: "medium", width: "medium", card } } },
  };
}
