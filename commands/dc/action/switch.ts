/** dc action disable and enable: switches an action off and on, whichever version is in force. */
import { z } from "zod";
import { say } from "../../../src/bot/answers.ts";
import { type Command, command } from "../../../src/bot/command.ts";
import { action } from "./arguments.ts";

export const DC_ACTION_SWITCH_COMMANDS: Command[] = [
  switcher("disable", false, "Switch an action off: for everybody it is as if it were not published"),
  switcher("enable", true, "Switch an action on again"),
];

function switcher(verb: string, isEnabled: boolean, summary: string): Command {
  return command({
    words: `dc action ${verb}`,
    summary,
    example: `dc action ${verb} start`,
    permission: "datacenter.edit",
    args: z.object({ action: action() }),
    positional: ["action"],
    async run(args, { app, actor }) {
      const isChanged = await app.actions.switch(args.action, isEnabled, actor.identity);
      return say(`${args.action} is ${isChanged ? "" : "already "}${verb}d`);
    },
  });
}
