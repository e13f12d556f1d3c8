/** The lifecycle of an extension: another last day is asked for, and decided. */
import { deciding, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";

export const extension = lifecycle.createMachine({
  id: "extension",
  context: remember,
  initial: "submitted",
  states: {
    submitted: submitted("extended"),
    ...deciding("extended"),
    extended: { type: "final", entry: ["grant", "saveEnding", "tellRequester"] },
  },
});
