/** request offer: would grant a request on other terms. */
import { z } from "zod";
import type { Terms } from "../../machines/memory.ts";
import { comingDay } from "../../src/app/coming-day.ts";
import { seenRequest } from "../../src/app/seen-requests.ts";
import { say } from "../../src/bot/answers.ts";
import { date, memoryStep, money, requestId, storageStep, whole } from "../../src/bot/args.ts";
import { type Context, command } from "../../src/bot/command.ts";
import type { Answer, Form } from "../../src/bot/conversation.ts";
import { formOf } from "../../src/bot/form.ts";
import { requestButtons } from "../../src/cards/request-card.ts";
import { askedTerms } from "../../src/cards/terms-text.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { moneyOf, numericOf } from "../../src/domain/money.ts";
import type { Request } from "../../src/domain/request.ts";

export const requestOffer = command({
  words: "request offer",
  summary: "Offer other numbers; who asked accepts or declines with one press",
  example: "request offer REQ-1 --count 2",
  permission: "known",
  args: z.object({
    id: requestId(),
    memory: memoryStep().optional(),
    storage: storageStep().optional(),
    count: whole().optional(),
    until: date().optional(),
    amount: money().optional(),
  }),
  positional: ["id"],
  anyOf: ["memory", "storage", "count", "until", "amount"],
  button: "Offer",
  ask: formFor,
  async run({ id, memory, storage, count, until, amount }, context) {
    const { timeZone } = await context.app.datacenters.settings();
    const day = comingDay(until, context.app.now(), timeZone);
    const terms = {
      ...(memory ? { memoryMb: memory } : {}),
      ...(storage ? { diskGb: storage } : {}),
      ...(count ? { count } : {}),
      ...(day ? { until: day } : {}),
      ...(amount ? { amount: numericOf(moneyOf(amount)) } : {}),
    };
    return offer(id, terms, context);
  },
});

async function offer(id: string, terms: Terms, { app, actor }: Context): Promise<Answer> {
  return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "offer", terms })));
}

const FIELDS = { memoryMb: "memory", diskGb: "storage", count: "count", until: "until", amount: "amount" } as const;

/** The numbers that this request has, each with what was asked for; whoever cannot offer them now hears why not. */
async function formFor({ id }: { id: string }, context: Context): Promise<Answer> {
  const { app, actor } = context;
  const view = await seenRequest(app.views, id, actor);
  if (!requestButtons(view, actor).some(({ verb }) => verb === "Offer")) return offer(id, {}, context);
  return { kind: "form", form: formAbout(id, view.request) };
}

function formAbout(id: string, request: Request): Form {
  const asked = new Map(askedTerms(request.details).map(([term, text]) => [FIELDS[term] as string, text]));
  const form = formOf(requestOffer, { id });
  const fields = form.fields
    .filter(({ name }) => name === "id" || asked.has(name))
    .map((field) => (asked.has(field.name) ? { ...field, hint: `${asked.get(field.name)}; ${field.hint}` } : field));
  return { ...form, fields };
}
