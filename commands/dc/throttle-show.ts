/** dc throttle show: how much the engine does at once, and how busy it is. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { throttleCard } from "../../src/cards/datacenter-throttle.ts";

export const dcThrottleShow = command({
  words: "dc throttle show",
  summary: "How many workflows are accepted, how many run at once, and how busy the script pool is",
  example: "dc throttle show",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const [{ throttle }, pool] = await Promise.all([app.datacenters.settings(), app.scriptPool.standing()]);
    return show(throttleCard(throttle, pool));
  },
});
