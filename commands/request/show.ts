/** request show: the card of one request. */
import { z } from "zod";
import { seenRequest } from "../../src/app/seen-requests.ts";
import { show } from "../../src/bot/answers.ts";
import { requestId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { requestCard } from "../../src/cards/request-card.ts";

export const requestShow = command({
  words: "request show",
  summary: "One request: what is asked, where it stands, what you may do",
  example: "request show REQ-1",
  permission: "known",
  args: z.object({ id: requestId() }),
  positional: ["id"],
  run: async ({ id }, { app, actor }) => show(requestCard(await seenRequest(app.views, id, actor), actor)),
});
