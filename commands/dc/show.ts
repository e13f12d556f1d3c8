/** dc show: the datacenter as its admins see it. */
import { z } from "zod";
import { holdingsOf } from "../../src/app/holdings.ts";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { datacenterCard } from "../../src/cards/datacenter-card.ts";

export const dcShow = command({
  words: "dc show",
  summary: "The datacenter: capacity, who has what of it, what it offers, prices, admins",
  example: "dc show",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor }) {
    const members = await app.roles.members(null);
    const admins = members.filter(({ role }) => role === "datacenter-admin").map(({ name }) => name);
    return show(datacenterCard(await app.datacenters.facts(), admins, await holdingsOf(app, {}, actor)));
  },
});
