/** vm show: one machine, with the buttons that its state allows. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { momentText } from "../../src/cards/moment.ts";
import { vmCard } from "../../src/cards/vm-card.ts";
import { may } from "../../src/domain/permission.ts";

export const vmShow = command({
  words: "vm show",
  summary: "One machine: state, role, size, address, price",
  example: "vm show web-01",
  permission: "vm.see",
  args: z.object({ vm: name("VM") }),
  positional: ["vm"],
  async run({ vm }, { app, actor }) {
    const machine = await app.machines.find(vm, actor);
    const [{ currency, timeZone }, drifts, unseenSince, used, runnable] = await Promise.all([
      app.datacenters.settings(),
      app.surveys.drifts(machine.id),
      app.surveys.unseenSince(machine.id),
      app.usage.lastDay(machine.id),
      app.runs.on(machine, actor),
    ]);
    const seen = {
      drifts: drifts.map(({ text }) => text),
      unseenSince: unseenSince && momentText(unseenSince, timeZone),
      used,
      runnable,
    };
    return show(vmCard(machine, currency, may(actor, "datacenter.see"), seen));
  },
});
