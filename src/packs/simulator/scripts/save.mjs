/** Saves a machine's memory to disk, so that the host has its memory back. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("save", { from: ["running", "paused", "stopped"], to: "stored", did: "stored" });
