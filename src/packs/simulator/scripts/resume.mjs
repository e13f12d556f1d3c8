/** Lets a paused machine run on. */

import { moveTask } from "./shared/machines.mjs";

await moveTask("resume", { from: ["paused"], to: "running", did: "resumed" });
