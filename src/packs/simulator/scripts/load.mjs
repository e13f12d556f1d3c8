/** Brings a stored machine back to where it was. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("load", { from: ["stored"], to: "running", did: "restored" });
