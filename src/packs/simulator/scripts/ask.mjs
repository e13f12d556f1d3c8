/** Asks a guest to shut down, a paused one after waking it; a stubborn guest does not obey. */

import { alone, machineOrFail, moved } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

const OBEY = { from: ["running", "paused"], to: "stopped", did: "stopped" };

await task("ask", ["host", "vm", "uuid"], (at, { settings, ignored }) =>
  ignored ? ignoredBy(at, settings.patienceMs) : alone(at, () => ({ ...moved(at, "ask", OBEY), obeyed: true })),
);

/** With `insist` nobody forces the guest afterwards, so the task fails. */
async function ignoredBy(at, patienceMs) {
  if (machineOrFail(at).state === "stopped") return { say: `${at.vm} is stopped already`, obeyed: true };
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  const say = `${at.vm} did not shut down within ${patienceMs / 1000} s`;
  if (String(at.insist) === "true") throw new Failure(say);
  return { say, obeyed: false };
}
