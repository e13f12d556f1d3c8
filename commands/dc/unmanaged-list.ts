/** dc unmanaged list: what is on the hosts and none of ours. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { unmanagedCard } from "../../src/cards/unmanaged-card.ts";

export const dcUnmanagedList = command({
  words: "dc unmanaged list",
  summary: "Machines that run on the hosts and are none of ours, as the last surveys saw them",
  example: "dc unmanaged list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const [strangers, { timeZone }] = await Promise.all([app.imports.strangers(), app.datacenters.settings()]);
    return show(unmanagedCard(strangers, timeZone));
  },
});
