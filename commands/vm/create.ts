/** vm create: asks for one machine, or for many of a kind. */
import { z } from "zod";
import { comingDay } from "../../src/app/coming-day.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, flag, name, path, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

const MOST_AT_ONCE = 100;

export const vmCreate = command({
  words: "vm create",
  summary: "Make a machine, or many of a kind",
  example: "vm create web-01 --role shop/web/front --template small",
  permission: "vm.ask",
  args: z.object({
    name: name(),
    role: naming("role", path("INFRA/SERVICE/ROLE", 3)),
    template: naming("template", name("TEMPLATE")),
    count: whole(MOST_AT_ONCE).optional(),
    until: date().optional(),
    wait: flag().optional(),
  }),
  positional: ["name"],
  async run({ name: called, role, template, count, until, wait }, { app, actor }) {
    const { timeZone } = await app.datacenters.settings();
    const order = {
      ...{ name: called, role: role.join("/"), template, count: count ?? null },
      ...{ until: comingDay(until, app.now(), timeZone), wait: wait ?? false },
    };
    return say(nextSentence(await app.machines.create(order, actor)));
  },
});
