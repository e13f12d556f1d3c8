/** vm list: the machines that somebody sees. */

import { z } from "zod";
import { ownUnit } from "../../src/app/own-unit.ts";
import { show } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { choice, name, path } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { vmsCard } from "../../src/cards/vm-card.ts";

export const vmList = command({
  words: "vm list",
  summary: "Your machines, with state and price",
  example: "vm list --on shop/web --state running",
  permission: "vm.see",
  args: z.object({
    bu: naming("unit", name("BU")).optional(),
    on: path("PATH", 1, 2, 3).optional(),
    state: choice("creating", "running", "stopped", "paused", "stored", "failed").optional(),
  }),
  positional: [],
  async run({ bu, on, state }, { app, actor }) {
    const unit = bu === undefined ? undefined : ownUnit(await app.units.all(), bu, actor).id;
    const vms = await app.machines.list({ unit, on: on?.join("/"), state }, actor);
    const { currency } = await app.datacenters.settings();
    return show(vmsCard(vms, currency));
  },
});
