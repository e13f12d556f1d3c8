/** Lets a paused machine run on. */

import { moveTask } from "./shared/moves.mjs";

await moveTask({
  ...{ from: ["paused"], to: "running", doing: "resuming", did: "resumed" },
  words: (ref) => ["resume", ref],
});
