/** Halts a running machine where it is; its memory stays. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("pause", { from: ["running"], to: "paused", did: "paused" });
