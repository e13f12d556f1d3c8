/** The settings of the simulated hosts, as far as the program sets them. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** What machines use that nobody has said anything of, so that there is something to see. */
const TO_WATCH = { "*": { cpuPercent: 8, memoryPercent: 45, diskPercent: 30 } };

/** Sets how long each simulated step takes; what else the settings say is kept. */
export function setLatency(directory: string, latencyMs: number): Promise<void> {
  return change(directory, (kept) => ({ ...kept, latencyMs }));
}

/** Lets something be measured, where the settings say nothing of it. */
export function setUsage(directory: string): Promise<void> {
  return change(directory, (kept) => ({ usage: TO_WATCH, ...kept }));
}

async function change(directory: string, to: (kept: object) => object): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, "settings.json");
  const kept = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
  const settings = to(kept);
  if (JSON.stringify(settings) !== JSON.stringify(kept))
    await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}
