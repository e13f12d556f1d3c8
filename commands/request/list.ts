/** request list: the requests that somebody sees. */
import { z } from "zod";
import { seenRequests } from "../../src/app/seen-requests.ts";
import { show } from "../../src/bot/answers.ts";
import { flag } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requestList as listCard } from "../../src/cards/request-list.ts";
import { waitsFor } from "../../src/domain/reader.ts";

/** How many are shown without and with --all. */
const [MOST, MOST_OF_ALL] = [20, 200];

export const requestList = command({
  words: "request list",
  summary: "Requests: your own, those that wait for you, or your business units'",
  example: "request list --waiting",
  permission: "known",
  args: z.object({ mine: flag().optional(), waiting: flag().optional(), all: flag().optional() }),
  positional: [],
  async run({ mine, waiting, all }, { app, actor }) {
    const most = all || waiting ? MOST_OF_ALL : MOST;
    const own = mine ? { requester: actor.person } : {};
    const views = await seenRequests(app.views, { ...own, ...(waiting ? { waiting } : {}), most }, actor);
    return show(listCard(waiting ? views.filter(({ request }) => waitsFor(request, actor)) : views));
  },
});
