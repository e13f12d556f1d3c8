/** Cuts a machine's power, whatever its guest may say. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("force", { from: ["running", "paused"], to: "stopped", did: "forced off" });
