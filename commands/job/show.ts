/** job show: the jobs of a request, task by task. */
import { z } from "zod";
import { seenRequest } from "../../src/app/seen-requests.ts";
import { show } from "../../src/bot/answers.ts";
import { requestId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { jobCard } from "../../src/cards/job-card.ts";
import { requestButtons } from "../../src/cards/request-card.ts";
import { may } from "../../src/domain/permission.ts";

export const jobShow = command({
  words: "job show",
  summary: "The jobs of a request, task by task",
  example: "job show REQ-1",
  permission: "known",
  args: z.object({ id: requestId() }),
  positional: ["id"],
  async run({ id }, { app, actor }) {
    const view = await seenRequest(app.views, id, actor);
    const buttons = requestButtons(view, actor).filter(({ verb }) => verb === "Cancel" || verb === "Retry");
    if (!may(actor, "datacenter.edit")) return show(jobCard(view, buttons, { said: [], items: [], locks: [] }));
    const [said, items, locks] = await Promise.all([
      app.views.said(view.request.id),
      app.dataItems.of(view.request.id),
      app.locks.all(),
    ]);
    return show(jobCard(view, buttons, { said, items, locks }));
  },
});
