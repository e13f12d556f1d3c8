/** A program that runs beside the demo, on this machine alone, and ends with it. */
import { type ChildProcess, spawn } from "node:child_process";

export interface Child {
  /** What it said until it was ready. */
  said: string;
  stop(): Promise<void>;
}

export interface ChildOptions {
  program: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** What it says when it is ready. */
  ready: RegExp;
}

/** Starts it, and resolves when it is ready. Throws with what it said when it ends before. */
export async function startChild({ program, args, env, cwd, ready }: ChildOptions): Promise<Child> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const said = await saidWhenReady(child, program, ready);
  const stop = async () => {
    child.kill();
    await ended;
  };
  return { said, stop };
}

function saidWhenReady(child: ChildProcess, program: string, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (part: unknown) => {
      said += String(part);
      if (ready.test(said)) resolve(said);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", (cause) => reject(new Error(`starting ${program}`, { cause })));
    child.once("exit", () => reject(new Error(`${program} ended before it was ready: ${said.slice(-500)}`)));
  });
}
