/** dc throttle set: changes how much the engine does at once. */
import { z } from "zod";
import { setThrottle } from "../../src/app/datacenter/edits.ts";
import { scriptLimits, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";

export const dcThrottleSet = command({
  words: "dc throttle set",
  summary: "Set how many workflows are accepted, and how many of them and of their scripts run at once",
  example: "dc throttle set --light 16",
  permission: "datacenter.edit",
  args: z.object({
    ...{ workflows: whole().optional(), light: whole(1000).optional(), heavy: whole(1000).optional() },
    scripts: scriptLimits(1000).optional(),
  }),
  positional: [],
  run: (limits, context) => editDatacenter(setThrottle(limits), context),
});
