/** dc lock list: who holds the locks of tasks, and who waits for them. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { locksCard } from "../../src/cards/lock-card.ts";

export const dcLockList = command({
  words: "dc lock list",
  summary: "Locks of tasks: who holds which, since when, and who waits for it",
  example: "dc lock list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const [locks, { timeZone }] = await Promise.all([app.locks.all(), app.datacenters.settings()]);
    return show(locksCard(locks, timeZone));
  },
});
