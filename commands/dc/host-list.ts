/** dc host list: all hosts with what is claimed of them. */
import { z } from "zod";
import { hostLines } from "../../src/app/datacenter/hosts.ts";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { hostsCard } from "../../src/cards/datacenter-lists.ts";

export const dcHostList = command({
  words: "dc host list",
  summary: "Hosts with their state, what machines claim of them, and what is left",
  example: "dc host list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  run: async (_args, { app }) => show(hostsCard(hostLines(await app.datacenter.look()))),
});
