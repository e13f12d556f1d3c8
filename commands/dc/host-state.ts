/** dc host drain and dc host activate: whether new machines may come to a host. */
import { z } from "zod";
import { editHost } from "../../src/app/datacenter/edits.ts";
import { name } from "../../src/bot/args.ts";
import { type Command, command } from "../../src/bot/command.ts";
import { editDatacenter } from "./edit.ts";

const STATES = [
  { verb: "drain", state: "draining", summary: "Let nothing new come to a host; its machines stay" },
  { verb: "activate", state: "active", summary: "Let machines come to a drained host again" },
] as const;

export const DC_HOST_STATE_COMMANDS: Command[] = STATES.map(({ verb, state, summary }) =>
  command({
    ...{ words: `dc host ${verb}`, summary, example: `dc host ${verb} h4` },
    permission: "datacenter.edit",
    args: z.object({ name: name() }),
    positional: ["name"],
    run: ({ name: host }, context) => editDatacenter(editHost(host, { state }), context),
  }),
);
