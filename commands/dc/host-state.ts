/** dc host drain and dc host activate: whether new machines may come to a host. */
import { z } from "zod";
import { editHost } from "../../src/app/datacenter/edits.ts";
import { show } from "../../src/bot/answers.ts";
import { name } from "../../src/bot/args.ts";
import { type Command, command } from "../../src/bot/command.ts";
import { changesCard } from "../../src/cards/datacenter-changes.ts";
import { machinesOn } from "../../src/cards/host-card.ts";

const STATES = [
  { verb: "drain", state: "draining", summary: "Let nothing new come to a host, and see what is still on it" },
  { verb: "activate", state: "active", summary: "Let machines come to a drained host again" },
] as const;

export const DC_HOST_STATE_COMMANDS: Command[] = STATES.map(({ verb, state, summary }) =>
  command({
    ...{ words: `dc host ${verb}`, summary, example: `dc host ${verb} h4` },
    permission: "datacenter.edit",
    args: z.object({ name: name() }),
    positional: ["name"],
    async run({ name: host }, { app, actor }) {
      const card = changesCard(await app.datacenter.edit(editHost(host, { state }), actor.identity), "made");
      const machines = await app.machines.list({ host }, actor);
      return show({ ...card, blocks: [...card.blocks, ...machinesOn(host, machines)] });
    },
  }),
);
