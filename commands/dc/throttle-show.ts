/** dc throttle show: how much the engine does at once. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { throttleCard } from "../../src/cards/datacenter-throttle.ts";

export const dcThrottleShow = command({
  words: "dc throttle show",
  summary: "How many workflows are accepted, and how many run at once",
  example: "dc throttle show",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  run: async (_args, { app }) => show(throttleCard((await app.datacenters.settings()).throttle)),
});
