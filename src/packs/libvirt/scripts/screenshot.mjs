/** Takes a picture of a machine's screen. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineOrFail } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { virsh } from "./shared/virsh.mjs";

/** Bytes; what a script says is kept up to 64 KiB, and the picture is said in base64. */
const LARGEST = 45_000;

await task(MACHINE, async (at) => {
  const { ref } = await machineOrFail(at);
  const folder = await mkdtemp(join(tmpdir(), "screen-"));
  const file = join(folder, "screen.png");
  try {
    await virsh(at, `taking a picture of the screen of ${at.vm}`, ["screenshot", ref, file]);
    const picture = await readFile(file);
    if (picture.length > LARGEST) throw new Failure(`the picture of ${at.vm} is too large: ${picture.length} bytes`);
    return { say: `here is the screen of ${at.vm}`, picture: picture.toString("base64") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
