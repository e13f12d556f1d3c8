/** dc maintenance on and dc maintenance off: whether new work is taken in. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";

export const dcMaintenanceOn = command({
  words: "dc maintenance on",
  summary: "Take in no new work; what runs is finished, what waits is kept, decisions go on",
  example: 'dc maintenance on --message "new disks until noon"',
  permission: "datacenter.edit",
  args: z.object({ message: text().optional() }),
  positional: [],
  async run({ message }, { app, actor }) {
    await app.maintenance.begin(message ?? "", actor);
    return say("No new work is taken in from now on. When it is over: dc maintenance off");
  },
});

export const dcMaintenanceOff = command({
  words: "dc maintenance off",
  summary: "Take in work again",
  example: "dc maintenance off",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor }) {
    const was = await app.maintenance.end(actor);
    return say(was ? "Work is taken in again." : "There is no maintenance; work is taken in.");
  },
});
