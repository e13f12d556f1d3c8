/** dc host list: all hosts with what is claimed of them. */
import { z } from "zod";
import { hostLines } from "../../src/app/datacenter/hosts.ts";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { hostsCard } from "../../src/cards/datacenter-lists.ts";
import { answerText } from "../../src/cards/sighting-text.ts";

export const dcHostList = command({
  words: "dc host list",
  summary: "Hosts with their state, what machines claim of them, what is left, and whether they answer",
  example: "dc host list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const [current, standings, { timeZone }] = await Promise.all([
      app.datacenter.look(),
      app.surveys.standings(),
      app.datacenters.settings(),
    ]);
    const answers = new Map(standings.map((one) => [one.host, answerText(one, timeZone)]));
    return show(hostsCard(hostLines(current), answers));
  },
});
