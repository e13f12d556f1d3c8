/** Halts a running machine where it is. */

import { moveTask } from "./shared/moves.mjs";

await moveTask({
  ...{ from: ["running"], to: "paused", doing: "pausing", did: "paused" },
  words: (ref) => ["suspend", ref],
});
