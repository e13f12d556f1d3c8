/** A filled-in modal → the bot; what is wrong shows in the modal, with what was typed still there. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ViewResponseAction, ViewSubmitAction } from "@slack/bolt";
import type { Answer, Form } from "../../bot/conversation.ts";
import { cardText } from "../../cards/card.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { answer, refusalText } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { type Modal, renderForm } from "./form.ts";
import { calledIn, presserOf } from "./heard.ts";
import { hasField, readFields, type SentView, withMessage, withProblem } from "./sent-form.ts";
import { type FormNote, readNote } from "./way.ts";

/** Slack waits three seconds for what becomes of the modal; after this many milliseconds it is told to wait. */
const PATIENCE_MS = 1500;

interface Submitted {
  /** What Slack is answered: what becomes of the modal. Undefined closes it. */
  reaction: ViewResponseAction | undefined;
  /** What is to be done once it is answered. */
  later(): Promise<void>;
}

/** Carries it out; the reaction is there soon, whatever the work takes. */
export async function submitted(desk: Desk, { view, ...body }: ViewSubmitAction): Promise<Submitted> {
  const note = readNote(view.private_metadata);
  const from = presserOf(body);
  const fields = { ...readFields(view), ...note.fixed };
  const working = desk.bot.submit({ from, ...calledIn(body), command: note.command, fields });
  const soon = await within(working, PATIENCE_MS);
  return {
    reaction: soon ? reactionTo(soon, view, note) : withText(view, "Working on it …"),
    async later() {
      const said = await working;
      if (!soon) await desk.chat.client.views.update({ view_id: view.id, view: laterView(said, view, note) });
      if (isSaid(said) && !said.next) await answer(desk.chat, note.way, said);
      await desk.homes.changed(from);
    },
  };
}

/** What came in twice, and the other one is in another process. */
export function alreadySent(view: SentView): ViewResponseAction {
  return withText(view, "That was already taken care of.");
}

function withText(view: SentView, text: string): ViewResponseAction {
  return { response_action: "update", view: withMessage(view, text) };
}

function isSaid(said: Answer): said is Extract<Answer, { kind: "text" | "card" }> {
  return said.kind === "text" || said.kind === "card";
}

/** What it came to, or undefined when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  const bell = sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  return Promise.race([work, bell]).finally(() => timer.abort());
}

/** Undefined closes the modal. */
function reactionTo(said: Answer, view: SentView, note: FormNote): ViewResponseAction | undefined {
  switch (said.kind) {
    case "text":
    case "card":
      return said.next && { response_action: "update", view: renderNext(said, said.next, note) };
    case "form":
      return { response_action: "update", view: renderForm(said.form, note.way) };
    case "refusal": {
      const { field = "" } = said.refusal;
      if (hasField(view, field)) return { response_action: "errors", errors: { [field]: underField(said.refusal) } };
      return { response_action: "update", view: withProblem(view, refusalText(said.refusal)) };
    }
  }
}

/** The next step, beneath what this one came to. */
function renderNext(said: Extract<Answer, { kind: "text" | "card" }>, next: Form, { way }: FormNote): Modal {
  return renderForm(next, way, undefined, said.kind === "text" ? said.text : cardText(said.card));
}

/** How the command is typed is of no use to somebody who fills in its form. */
function underField(refusal: Refusal): string {
  return refusal.code === "bad-arguments" ? refusal.message : refusalText(refusal);
}

function laterView(said: Answer, view: SentView, note: FormNote) {
  switch (said.kind) {
    case "text":
    case "card":
      return said.next ? renderNext(said, said.next, note) : withMessage(view, "Done.");
    case "form":
      return renderForm(said.form, note.way);
    case "refusal":
      return withProblem(view, refusalText(said.refusal));
  }
}
