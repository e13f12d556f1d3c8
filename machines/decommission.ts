/** The lifecycle of a decommission: asked for and decided, then everything is wound up. */
import { deciding, submitted } from "./fragments.ts";
import { remember } from "./memory.ts";
import { lifecycle } from "./setup.ts";
import { windingUp } from "./winding-up.ts";

export const decommission = lifecycle.createMachine({
  id: "decommission",
  context: remember,
  initial: "submitted",
  states: { submitted: submitted("begun"), ...deciding("begun"), ...windingUp },
});
