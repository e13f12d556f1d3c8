/** The lifecycle of an end that was agreed on: announced, reminded of, then everything is wound up unless it is saved. */
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";
import { windingUp } from "./winding-up.ts";

export const ending = lifecycle.createMachine({
  id: "ending",
  context: remember,
  initial: "announced",
  states: {
    announced: {
      entry: ["announce", "remindUnit"],
      on: {
        REMIND: { actions: "remindUnit" },
        EXPIRE: "begun",
        SAVE: { target: "kept", actions: "noteEnding" },
      },
    },
    kept: { type: "final", entry: "tellUnit" },
    ...windingUp,
  },
});
