/** dc template list: all templates with their prices, the retired ones, too. */
import { z } from "zod";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { templatesCard } from "../../src/cards/datacenter-lists.ts";

export const dcTemplateList = command({
  words: "dc template list",
  summary: "Templates with their sizes and prices, retired ones included",
  example: "dc template list",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { parts } = await app.datacenter.look();
    const templates = [...parts.template].map(([name, template]) => ({ name, ...template }));
    const bySize = templates.toSorted((a, b) => a.memoryMb - b.memoryMb || a.diskGb - b.diskGb || a.vcpu - b.vcpu);
    return show(templatesCard(bySize, await app.datacenters.facts()));
  },
});
