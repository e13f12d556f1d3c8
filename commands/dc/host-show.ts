/** dc host show: one host with the machines that are on it. */
import { z } from "zod";
import { hostLines } from "../../src/app/datacenter/hosts.ts";
import { show } from "../../src/bot/answers.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { hostCard } from "../../src/cards/host-card.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcHostShow = command({
  words: "dc host show",
  summary: "One host: what it carries, and the machines on it",
  example: "dc host show h1",
  permission: "datacenter.see",
  args: z.object({ name: name() }),
  positional: ["name"],
  async run({ name: host }, { app, actor }) {
    const found = hostLines(await app.datacenter.look()).find((line) => line.name === host);
    if (!found) throw new Refusal("not-found", `there is no host ${host}`, "see: dc host list");
    return show(hostCard(found, await app.machines.list({ host }, actor)));
  },
});
