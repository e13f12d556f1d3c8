/** request offer: would grant a request on other terms. */
import { z } from "zod";
import { comingDay } from "../../src/app/coming-day.ts";
import { say } from "../../src/bot/answers.ts";
import { date, memoryStep, requestId, storageStep, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

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
  }),
  positional: ["id"],
  anyOf: ["memory", "storage", "count", "until"],
  button: "Offer",
  async run({ id, memory, storage, count, until }, { app, actor }) {
    const { timeZone } = await app.datacenters.settings();
    const day = comingDay(until, app.now(), timeZone);
    const terms = {
      ...(memory ? { memoryMb: memory } : {}),
      ...(storage ? { diskGb: storage } : {}),
      ...(count ? { count } : {}),
      ...(day ? { until: day } : {}),
    };
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "offer", terms })));
  },
});
