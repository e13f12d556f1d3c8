/** Starts a stopped machine. */

import { started } from "./shared/starting.mjs";
import { MACHINE, task } from "./shared/task.mjs";

await task(MACHINE, async (at) => {
  const { said, ...outputs } = await started(at);
  return { say: `${at.vm} ${said}`, ...outputs };
});
