/** Starts a stopped machine. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("boot", { from: ["stopped"], to: "running", did: "started" });
