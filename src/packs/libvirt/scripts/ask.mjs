/** Asks a guest to shut down, a paused one after waking it; a stubborn guest does not obey. */

import { obeys } from "./shared/asking.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";

/** With `insist` nobody forces the guest afterwards, so the task fails. */
await task([...MACHINE, "patience"], async (at) => {
  const obeyed = await obeys(at, Number(at.patience));
  const say = obeyed ? `${at.vm} was shut down` : `${at.vm} did not shut down within ${at.patience} s`;
  if (!obeyed && at.insist === "true") throw new Failure(say);
  return { say, obeyed };
});
