/** The settings of the simulated hosts, as far as the program sets them. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Sets how long each simulated step takes; what else the settings say is kept. */
export async function setLatency(directory: string, latencyMs: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, "settings.json");
  const kept = await readFile(file, "utf8").catch(() => "{}");
  const settings = { ...JSON.parse(kept), latencyMs };
  if (JSON.stringify(settings) !== JSON.stringify(JSON.parse(kept)))
    await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}
