/** Transcripts through the program itself. */
import { spawn } from "node:child_process";
import path from "node:path";
import { environment } from "./environment.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");

/** Runs a transcript as `npm run demo -- --fresh --script FILE` does: the exit status, and everything that was said. */
export function play(
  file: string,
  settings: Record<string, string>,
  ...options: string[]
): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, "demo", "--fresh", "--script", file, ...options], {
    env: { ...environment(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
}
