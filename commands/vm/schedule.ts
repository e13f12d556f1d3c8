/** vm schedule: at which times of the week a machine is stopped and started. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, timeZone, weeklyOrNone } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { vmCard } from "../../src/cards/vm-card.ts";
import { may } from "../../src/domain/permission.ts";

export const vmSchedule = command({
  words: "vm schedule",
  summary: "Stop and start a machine every week; none ends it",
  example: 'vm schedule web-01 --stop "mon-fri 19:00" --start "mon-fri 07:00"',
  permission: "vm.operate",
  args: z.object({
    vm: naming("machine", name("VM")),
    stop: weeklyOrNone().optional(),
    start: weeklyOrNone().optional(),
    tz: timeZone().optional(),
  }),
  positional: ["vm"],
  anyOf: ["stop", "start", "tz"],
  async run({ vm, stop, start, tz }, { app, actor }) {
    await app.powerSchedules.set(vm, { stop: stop?.weekly, start: start?.weekly, zone: tz }, actor);
    const { currency } = await app.datacenters.settings();
    return show(vmCard(await app.machines.find(vm, actor), currency, may(actor, "datacenter.see")));
  },
});
