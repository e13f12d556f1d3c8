/** Cuts the power of a machine that still runs. */

import { moveTask } from "./shared/moves.mjs";

await moveTask({
  ...{ from: ["running", "paused", "failed"], to: "stopped", doing: "cutting the power of", did: "cut off" },
  words: (ref) => ["destroy", ref],
});
